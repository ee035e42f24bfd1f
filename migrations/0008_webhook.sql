-- Up Migration

CREATE TABLE public.webhook (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url text NOT NULL,
  kinds text[],
  filter jsonb NOT NULL DEFAULT '{}',
  description text,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'disabled')),
  disabled_reason text,
  created_date timestamptz(3) NOT NULL DEFAULT now(),
  updated_date timestamptz(3) NOT NULL DEFAULT now(),
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_secret_until timestamptz(3)
);

COMMENT ON TABLE public.webhook IS 'Where changes are posted to, and which.';
COMMENT ON COLUMN public.webhook.id IS 'Given out by the database.';
COMMENT ON COLUMN public.webhook.url IS 'The address that takes them.';
COMMENT ON COLUMN public.webhook.kinds IS 'What is told: created, price_changed, updated, corrected, deleted; null: all.';
COMMENT ON COLUMN public.webhook.filter IS 'What a change has to fit, by the names of the API.';
COMMENT ON COLUMN public.webhook.description IS 'What it is for, in the words of who registered it.';
COMMENT ON COLUMN public.webhook.status IS 'active; paused by who registered it; disabled since deliveries failed.';
COMMENT ON COLUMN public.webhook.disabled_reason IS 'Why it is disabled.';
COMMENT ON COLUMN public.webhook.created_date IS 'When it was registered.';
COMMENT ON COLUMN public.webhook.updated_date IS 'When it was changed last.';
COMMENT ON COLUMN public.webhook.secret IS 'What messages are signed with, sealed with SECRETS_KEY: nonce, tag and ciphertext of AES-256-GCM.';
COMMENT ON COLUMN public.webhook.previous_secret IS 'The secret before, sealed alike, which signs as well for a while.';
COMMENT ON COLUMN public.webhook.previous_secret_until IS 'Until when it does.';

-- A table of its own: it is written with every page of the feed, and row by row stays where it is.
CREATE TABLE public.webhook_position (
  webhook_id bigint PRIMARY KEY REFERENCES public.webhook ON DELETE CASCADE,
  cursor text NOT NULL
) WITH (fillfactor = 50);

COMMENT ON TABLE public.webhook_position IS 'How far in the feed each webhook is: what comes after has still to be handed to it.';
COMMENT ON COLUMN public.webhook_position.webhook_id IS 'Whose position it is.';
COMMENT ON COLUMN public.webhook_position.cursor IS 'A cursor of the feed.';

CREATE TABLE public.webhook_delivery (
  webhook_id bigint NOT NULL REFERENCES public.webhook ON DELETE CASCADE,
  id bigint GENERATED ALWAYS AS IDENTITY,
  message_id text NOT NULL,
  type text NOT NULL,
  listing_id bigint,
  version bigint,
  detail text,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
  created_date timestamptz(3) NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  due_date timestamptz(3) DEFAULT now(),
  attempted_date timestamptz(3),
  response_status integer,
  response_ms integer,
  response_excerpt text,
  PRIMARY KEY (webhook_id, id)
);
CREATE INDEX webhook_delivery_due ON public.webhook_delivery (webhook_id, due_date) WHERE due_date IS NOT NULL;
CREATE INDEX webhook_delivery_ended ON public.webhook_delivery (attempted_date) WHERE due_date IS NULL;
CREATE INDEX webhook_delivery_listing ON public.webhook_delivery (listing_id) WHERE response_excerpt IS NOT NULL;

COMMENT ON TABLE public.webhook_delivery IS
  'What is to be posted, and what came of it. It holds nothing of a listing: an event is made of its change when it is sent.';
COMMENT ON COLUMN public.webhook_delivery.webhook_id IS 'To whom.';
COMMENT ON COLUMN public.webhook_delivery.id IS 'Given out by the database.';
COMMENT ON COLUMN public.webhook_delivery.message_id IS 'What the receiver knows it by, the same however often it is sent.';
COMMENT ON COLUMN public.webhook_delivery.type IS 'The type of the event, such as listing.price_changed.';
COMMENT ON COLUMN public.webhook_delivery.listing_id IS 'The listing of the change that it tells of; null: it tells of none.';
COMMENT ON COLUMN public.webhook_delivery.version IS 'The version that the change made of it.';
COMMENT ON COLUMN public.webhook_delivery.detail IS 'What it tells where it tells of no change.';
COMMENT ON COLUMN public.webhook_delivery.status IS 'pending; delivered; failed, and not tried again.';
COMMENT ON COLUMN public.webhook_delivery.created_date IS 'Since when it is to be posted.';
COMMENT ON COLUMN public.webhook_delivery.attempts IS 'How often it was tried.';
COMMENT ON COLUMN public.webhook_delivery.due_date IS
  'When it is to be tried, or if it is being tried, taken to have been given up; null: no more.';
COMMENT ON COLUMN public.webhook_delivery.attempted_date IS 'When it was tried last.';
COMMENT ON COLUMN public.webhook_delivery.response_status IS 'The HTTP status of the answer; null: there was none.';
COMMENT ON COLUMN public.webhook_delivery.response_ms IS 'How long it took, in ms.';
COMMENT ON COLUMN public.webhook_delivery.response_excerpt IS
  'The beginning of the answer, or what failed; null once the listing is deleted, since it may repeat what was sent (H6).';

CREATE FUNCTION public.webhook_forget_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.webhook_delivery SET response_excerpt = NULL
  WHERE response_excerpt IS NOT NULL AND listing_id IN (SELECT id FROM removed);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.webhook_forget_listing() IS 'Takes what receivers answered about listings out of the log when they are deleted (H6).';
CREATE TRIGGER webhook_forget AFTER DELETE ON public.listing REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION public.webhook_forget_listing();

-- Down Migration

DROP TRIGGER webhook_forget ON public.listing;
DROP FUNCTION public.webhook_forget_listing;
DROP TABLE public.webhook_delivery;
DROP TABLE public.webhook_position;
DROP TABLE public.webhook;
