-- Up Migration

-- Where it is lost in a crash everybody begins anew: nothing of it is worth the log.
CREATE UNLOGGED TABLE public.rate_limit (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL,
  expire bigint
) WITH (fillfactor = 50);

COMMENT ON TABLE public.rate_limit IS 'How many requests each client has made, where several processes count together (RATE_LIMIT_STORE=postgres).';
COMMENT ON COLUMN public.rate_limit.key IS 'Who: a digest of a credential, or an address.';
COMMENT ON COLUMN public.rate_limit.points IS 'How many requests since its time began.';
COMMENT ON COLUMN public.rate_limit.expire IS 'When it ends, in ms since 1970.';

-- Down Migration

DROP TABLE public.rate_limit;
