-- Up Migration

CREATE TABLE public.import_job (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text UNIQUE,
  format text NOT NULL CHECK (format IN ('ndjson', 'csv')),
  dry_run boolean NOT NULL,
  strict boolean NOT NULL,
  status text NOT NULL DEFAULT 'receiving' CHECK (status IN ('receiving', 'waiting', 'reading', 'writing', 'done', 'failed')),
  created_date timestamptz(3) NOT NULL DEFAULT now(),
  updated_date timestamptz(3) NOT NULL DEFAULT now(),
  finished_date timestamptz(3),
  upload integer NOT NULL DEFAULT 1,
  digest text,
  attempt integer NOT NULL DEFAULT 0,
  deaths integer NOT NULL DEFAULT 0,
  due_date timestamptz(3) NOT NULL DEFAULT now(),
  lines bigint NOT NULL DEFAULT 0,
  refused bigint NOT NULL DEFAULT 0,
  superseded bigint NOT NULL DEFAULT 0,
  listings bigint,
  failure_code text,
  failure text
);
CREATE INDEX import_job_unfinished ON public.import_job (id) WHERE status IN ('waiting', 'reading', 'writing');

COMMENT ON TABLE public.import_job IS 'Imports that came in over HTTP, and how far they are.';
COMMENT ON COLUMN public.import_job.id IS 'Given out by the database.';
COMMENT ON COLUMN public.import_job.key IS 'The Idempotency-Key it came under; null: none.';
COMMENT ON COLUMN public.import_job.format IS 'What its lines are: ndjson or csv.';
COMMENT ON COLUMN public.import_job.dry_run IS 'Whether what it would write is only counted.';
COMMENT ON COLUMN public.import_job.strict IS 'Whether it writes nothing where a line is refused.';
COMMENT ON COLUMN public.import_job.status IS
  'receiving: its body is coming in; waiting for a worker; reading its lines; writing listings; done; failed.';
COMMENT ON COLUMN public.import_job.created_date IS 'When it came in.';
COMMENT ON COLUMN public.import_job.updated_date IS 'When something of it was noted last.';
COMMENT ON COLUMN public.import_job.finished_date IS 'When it was done or failed.';
COMMENT ON COLUMN public.import_job.upload IS 'Counts the requests that brought its body: what an earlier one still brings is not taken.';
COMMENT ON COLUMN public.import_job.digest IS 'The SHA-256 of the whole body, in hex; null: it is not there yet.';
COMMENT ON COLUMN public.import_job.attempt IS 'Counts how often a worker took it up: what an earlier attempt still notes is not taken.';
COMMENT ON COLUMN public.import_job.deaths IS 'How many attempts in a row came to no end of any kind.';
COMMENT ON COLUMN public.import_job.due_date IS 'When a worker may take it up.';
COMMENT ON COLUMN public.import_job.lines IS 'Lines read that are not blank.';
COMMENT ON COLUMN public.import_job.refused IS 'Those that were refused.';
COMMENT ON COLUMN public.import_job.superseded IS 'Those that a later one about the same listing and instant takes the place of.';
COMMENT ON COLUMN public.import_job.listings IS 'How many listings its lines are about; null: not known before all are read.';
COMMENT ON COLUMN public.import_job.failure_code IS 'Why it failed, as a code of the service.';
COMMENT ON COLUMN public.import_job.failure IS 'The same in words.';

-- Written once and read once, in the order of its numbers; compressed already.
CREATE TABLE public.import_body (
  import_id integer NOT NULL REFERENCES public.import_job ON DELETE CASCADE,
  number integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (import_id, number)
);
ALTER TABLE public.import_body ALTER COLUMN bytes SET STORAGE EXTERNAL;
COMMENT ON TABLE public.import_body IS 'What is to be imported, as a gzip; gone once it is.';
COMMENT ON COLUMN public.import_body.import_id IS 'Of which import.';
COMMENT ON COLUMN public.import_body.number IS 'Its place, from 0.';
COMMENT ON COLUMN public.import_body.bytes IS 'A piece of the gzip.';

CREATE TABLE public.import_part (
  import_id integer NOT NULL REFERENCES public.import_job ON DELETE CASCADE,
  part integer NOT NULL,
  after text NOT NULL DEFAULT '',
  created bigint NOT NULL DEFAULT 0,
  updated bigint NOT NULL DEFAULT 0,
  unchanged bigint NOT NULL DEFAULT 0,
  prices_added bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (import_id, part)
) WITH (fillfactor = 50);
COMMENT ON TABLE public.import_part IS
  'How far each of the sessions that write an import side by side is: noted in the transaction of what it wrote.';
COMMENT ON COLUMN public.import_part.import_id IS 'Of which import.';
COMMENT ON COLUMN public.import_part.part IS 'Which session, from 0: a listing is always the same one''s.';
COMMENT ON COLUMN public.import_part.after IS 'The reference up to which everything is written.';
COMMENT ON COLUMN public.import_part.created IS 'Listings that are new.';
COMMENT ON COLUMN public.import_part.updated IS 'Listings that got another state, or a price of the past.';
COMMENT ON COLUMN public.import_part.unchanged IS 'Listings that stayed as they were.';
COMMENT ON COLUMN public.import_part.prices_added IS 'Prices that were added.';

CREATE TABLE public.import_error (
  import_id integer NOT NULL REFERENCES public.import_job ON DELETE CASCADE,
  line bigint NOT NULL,
  nth integer NOT NULL,
  pointer text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (import_id, line, nth)
);
COMMENT ON TABLE public.import_error IS 'Why lines were refused.';
COMMENT ON COLUMN public.import_error.import_id IS 'Of which import.';
COMMENT ON COLUMN public.import_error.line IS 'Which line, from 1.';
COMMENT ON COLUMN public.import_error.nth IS 'Counts what is wrong with it, from 0.';
COMMENT ON COLUMN public.import_error.pointer IS 'The member, as a JSON pointer; empty: the whole line.';
COMMENT ON COLUMN public.import_error.reason IS 'What is wrong with it.';

-- Down Migration

DROP TABLE public.import_error;
DROP TABLE public.import_part;
DROP TABLE public.import_body;
DROP TABLE public.import_job;
