-- Up Migration

CREATE TABLE public.relay (
  name text PRIMARY KEY,
  cursor text,
  created_date timestamptz(3) NOT NULL DEFAULT now(),
  moved_date timestamptz(3) NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

COMMENT ON TABLE public.relay IS 'How far in the feed each relay is: what comes after has still to be sent to its broker.';
COMMENT ON COLUMN public.relay.name IS 'What it was started with: a name, else its destination without credentials.';
COMMENT ON COLUMN public.relay.cursor IS 'A cursor of the feed; null: the beginning of what is kept.';
COMMENT ON COLUMN public.relay.created_date IS 'When it was started first.';
COMMENT ON COLUMN public.relay.moved_date IS 'When the broker had acknowledged everything up to the cursor.';

-- Down Migration

DROP TABLE public.relay;
