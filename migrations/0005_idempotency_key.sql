-- Up Migration

CREATE TABLE public.idempotency_key (
  key text PRIMARY KEY,
  fingerprint text NOT NULL,
  answered_at timestamptz(3) NOT NULL DEFAULT now(),
  listing_id bigint,
  status integer NOT NULL,
  headers json NOT NULL,
  body text
);
CREATE INDEX idempotency_key_answered_at ON public.idempotency_key (answered_at);
CREATE INDEX idempotency_key_listing_id ON public.idempotency_key (listing_id);

COMMENT ON TABLE public.idempotency_key IS
  'Answers to writes that came with an Idempotency-Key, written in the transaction of the write; removed after 24 hours.';
COMMENT ON COLUMN public.idempotency_key.key IS 'As the client sent it, without quotes.';
COMMENT ON COLUMN public.idempotency_key.fingerprint IS 'SHA-256 of the request: another one under the same key is refused.';
COMMENT ON COLUMN public.idempotency_key.answered_at IS 'When the write was made.';
COMMENT ON COLUMN public.idempotency_key.listing_id IS 'The listing that was written.';
COMMENT ON COLUMN public.idempotency_key.status IS 'The status of the answer.';
COMMENT ON COLUMN public.idempotency_key.headers IS 'Its header fields.';
COMMENT ON COLUMN public.idempotency_key.body IS 'Its body; null where there was none, or the listing was deleted since (H6).';

-- Down Migration

DROP TABLE public.idempotency_key;
