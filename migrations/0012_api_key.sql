-- Up Migration

CREATE TABLE public.api_key (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{12}$'),
  name text NOT NULL CHECK (name <> ''),
  role text NOT NULL CHECK (role IN ('reader', 'writer', 'admin')),
  hash bytea NOT NULL CHECK (octet_length(hash) = 32),
  created_date timestamptz(3) NOT NULL DEFAULT now(),
  expires_date timestamptz(3),
  revoked_date timestamptz(3),
  used_date timestamptz(3)
) WITH (fillfactor = 50);
CREATE INDEX api_key_name ON public.api_key (name);

COMMENT ON TABLE public.api_key IS 'Who may use the API: a row for each key, of those that count no more, too.';
COMMENT ON COLUMN public.api_key.id IS 'The part of the key that may be known.';
COMMENT ON COLUMN public.api_key.name IS 'Whose it is: changes name it. Of a key that is rotated the next one has it, too.';
COMMENT ON COLUMN public.api_key.role IS 'What it may do: reader, writer or admin.';
COMMENT ON COLUMN public.api_key.hash IS 'The SHA-256 of its secret, of 256 random bits; the secret itself is stored nowhere.';
COMMENT ON COLUMN public.api_key.created_date IS 'When it was made.';
COMMENT ON COLUMN public.api_key.expires_date IS 'From when on it counts no more; null: it does not end.';
COMMENT ON COLUMN public.api_key.revoked_date IS 'Since when it was revoked; null: it was not.';
COMMENT ON COLUMN public.api_key.used_date IS 'When it was used last, to a minute or so; null: never.';

ALTER TABLE public.import_job ADD COLUMN actor text;
COMMENT ON COLUMN public.import_job.actor IS 'Who sent it: its changes name them; null: the database user.';

-- Down Migration

ALTER TABLE public.import_job DROP COLUMN actor;
DROP TABLE public.api_key;
