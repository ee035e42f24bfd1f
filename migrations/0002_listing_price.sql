-- Up Migration

CREATE TABLE public.listing_price (
  listing_id bigint NOT NULL REFERENCES public.listing (id) ON DELETE CASCADE,
  effective_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  price_eur numeric(14, 2),
  PRIMARY KEY (listing_id, effective_at, recorded_at) INCLUDE (price_eur) -- a history is read from one page of the index
);

COMMENT ON TABLE public.listing_price IS
  'Every price a listing ever had. A price holds from effective_at until the next one. Rows are only ever added: of several with the same effective_at the one recorded last counts.';
COMMENT ON COLUMN public.listing_price.listing_id IS 'Whose price it is; a listing takes its prices with it when it is deleted.';
COMMENT ON COLUMN public.listing_price.effective_at IS 'The instant from which the price holds (valid time).';
COMMENT ON COLUMN public.listing_price.recorded_at IS 'The instant at which the database learnt it (transaction time).';
COMMENT ON COLUMN public.listing_price.price_eur IS 'The price in euros; null voids what was stated for this instant.';

-- The history of listings that were there before begins with the price they have, effective from their last update.
INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
SELECT id, updated_date, greatest(updated_date, date_trunc('milliseconds', now())), price FROM public.listing;

-- Bounded as in listing.
ALTER TABLE public.listing_price
  ADD CONSTRAINT listing_price_times_check CHECK (
    effective_at >= '0001-01-01T00:00:00Z' AND effective_at < '10000-01-01T00:00:00Z'
    AND recorded_at >= '0001-01-01T00:00:00Z' AND recorded_at < '10000-01-01T00:00:00Z'),
  ADD CONSTRAINT listing_price_price_eur_check CHECK (price_eur >= 0.0 AND price_eur <= 999999999999.99) NOT VALID;

DO $validate$
BEGIN
  ALTER TABLE public.listing_price VALIDATE CONSTRAINT listing_price_price_eur_check;
EXCEPTION WHEN check_violation THEN
  RAISE WARNING 'prices of before break listing_price_price_eur_check, which therefore binds new rows only';
END
$validate$;

-- The one clock of history, in whole milliseconds, so that what is printed is what is stored.
CREATE FUNCTION public.listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT date_trunc('milliseconds', clock_timestamp())
$$;
COMMENT ON FUNCTION public.listing_clock() IS
  'The current instant, cut to the millisecond. Not the start of the transaction: a slow one would write into the past.';

ALTER TABLE public.listing_price ALTER COLUMN recorded_at SET DEFAULT public.listing_clock();

CREATE FUNCTION public.listing_price_in_force(of_listing bigint, as_of timestamptz DEFAULT 'infinity',
  known_at timestamptz DEFAULT 'infinity', but_xmin xid DEFAULT NULL, but_cmin cid DEFAULT NULL)
RETURNS TABLE (effective_at timestamptz, price_eur numeric) LANGUAGE sql STABLE AS $$
  SELECT stated.effective_at, stated.price_eur
  FROM (
    SELECT DISTINCT ON (p.effective_at) p.effective_at, p.price_eur
    FROM public.listing_price AS p
    WHERE p.listing_id = of_listing AND p.effective_at <= as_of AND p.recorded_at <= known_at
      AND (but_xmin IS NULL OR NOT (p.xmin = but_xmin AND p.cmin = but_cmin))
    ORDER BY p.effective_at DESC, p.recorded_at DESC
  ) AS stated
  WHERE stated.price_eur IS NOT NULL
  ORDER BY stated.effective_at DESC
  LIMIT 1
$$;
COMMENT ON FUNCTION public.listing_price_in_force(bigint, timestamptz, timestamptz, xid, cid) IS
  'The price of a listing in force at an instant, as far as known at another: the newest that has not been voided. Without what one command (xmin, cmin) wrote; no row where there is none.';

-- A query takes this one as it is, whereas it takes the other apart: where it is not called it costs nothing.
CREATE FUNCTION public.listing_price_as_of(of_listing bigint, as_of timestamptz, known_at timestamptz) RETURNS numeric
LANGUAGE sql STABLE AS $$
  SELECT price_eur FROM public.listing_price_in_force(of_listing, as_of, known_at)
$$;
COMMENT ON FUNCTION public.listing_price_as_of(bigint, timestamptz, timestamptz) IS
  'The price of a listing in force at an instant, as far as known at another, in euros; null where there was none.';

CREATE FUNCTION public.listing_lowest_price(of_listing bigint, but_at timestamptz DEFAULT NULL) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT min(price_eur) FROM (
    SELECT DISTINCT ON (effective_at) effective_at, price_eur FROM public.listing_price
    WHERE listing_id = of_listing AND effective_at IS DISTINCT FROM but_at
    ORDER BY effective_at, recorded_at DESC
  ) AS stated
$$;
COMMENT ON FUNCTION public.listing_lowest_price(bigint, timestamptz) IS
  'The lowest price that a listing ever had, as known now; without what was stated for one instant.';

-- What search asks of the history, at hand in the row.
ALTER TABLE public.listing
  ADD COLUMN price_date timestamptz(3),
  ADD COLUMN previous_price numeric(14, 2),
  ADD COLUMN previous_price_date timestamptz(3),
  ADD COLUMN lowest_price numeric(14, 2);
ALTER TABLE public.listing -- no UPDATE: see 0001 on rules that rows break
  ALTER COLUMN price_date TYPE timestamptz(3) USING updated_date,
  ALTER COLUMN lowest_price TYPE numeric(14, 2) USING price;
COMMENT ON COLUMN public.listing.price_date IS 'Since when the price holds. Set by the database.';
COMMENT ON COLUMN public.listing.previous_price IS 'The price in force just before, in euros; null where there was none. Set by the database.';
COMMENT ON COLUMN public.listing.previous_price_date IS 'Since when the previous price held. Set by the database.';
COMMENT ON COLUMN public.listing.lowest_price IS 'The lowest price it ever had, as known now, in euros. Set by the database.';

CREATE FUNCTION public.listing_price_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'prices are history: they are never changed or removed, only added (H5)'
    USING ERRCODE = 'restrict_violation',
      HINT = 'To correct one insert another of its effective_at, with recorded_at = listing_record_time(listing_id, effective_at); to remove all delete the listing.';
END
$$;
COMMENT ON FUNCTION public.listing_price_refuse() IS 'Refuses to change or remove prices (H5).';

CREATE FUNCTION public.listing_price_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM deleted AS d JOIN public.listing AS l ON l.id = d.listing_id) THEN
    RAISE EXCEPTION 'prices are history: they are removed with their listing only (H5)'
      USING ERRCODE = 'restrict_violation', HINT = 'To void one insert another of its effective_at without a price_eur, with recorded_at = listing_record_time(listing_id, effective_at).';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_price_refuse_delete() IS 'Refuses to remove prices whose listing remains (H5).';

CREATE TRIGGER listing_price_refuse_update BEFORE UPDATE OR TRUNCATE ON public.listing_price
  FOR EACH STATEMENT EXECUTE FUNCTION public.listing_price_refuse();
CREATE TRIGGER listing_price_refuse_delete AFTER DELETE ON public.listing_price
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION public.listing_price_refuse_delete();

-- Down Migration
--
-- The prices of the past are lost; the current ones stay in listing.

DROP TABLE public.listing_price;
DROP FUNCTION public.listing_price_refuse_delete;
DROP FUNCTION public.listing_price_refuse;
ALTER TABLE public.listing DROP COLUMN price_date, DROP COLUMN previous_price, DROP COLUMN previous_price_date,
  DROP COLUMN lowest_price;
DROP FUNCTION public.listing_lowest_price;
DROP FUNCTION public.listing_price_as_of;
DROP FUNCTION public.listing_price_in_force;
DROP FUNCTION public.listing_clock;
