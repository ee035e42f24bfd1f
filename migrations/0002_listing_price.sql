-- Up Migration

CREATE TABLE public.listing_price (
  listing_id bigint NOT NULL REFERENCES public.listing (id) ON DELETE CASCADE,
  effective_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  price_eur numeric(14, 2),
  PRIMARY KEY (listing_id, effective_at, recorded_at)
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

ALTER TABLE public.listing_price
  ADD CONSTRAINT listing_price_effective_at_check CHECK (isfinite(effective_at)),
  ADD CONSTRAINT listing_price_recorded_at_check CHECK (isfinite(recorded_at)),
  ADD CONSTRAINT listing_price_price_eur_check CHECK (price_eur >= 0 AND price_eur <= 999999999999.99) NOT VALID;

DO $validate$
BEGIN
  ALTER TABLE public.listing_price VALIDATE CONSTRAINT listing_price_price_eur_check;
EXCEPTION WHEN check_violation THEN
  RAISE NOTICE 'prices of before break listing_price_price_eur_check, which therefore binds new rows only';
END
$validate$;

-- The one clock of history, in whole milliseconds, so that what is printed is what is stored.
CREATE FUNCTION public.listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT date_trunc('milliseconds', clock_timestamp())
$$;
COMMENT ON FUNCTION public.listing_clock() IS
  'The current instant, cut to the millisecond. Not the start of the transaction: a slow one would write into the past.';

ALTER TABLE public.listing_price ALTER COLUMN recorded_at SET DEFAULT public.listing_clock();

-- Time is the clock's, read under the row lock and at least 1 ms after the listing's last change. A writer that states
-- times of the past (an import) sets app.backdate = on for its transaction: then its updated_date counts, later than the
-- listing's for the next state, the same to correct the newest one.
CREATE FUNCTION public.listing_backdated() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('app.backdate', true) IS NOT DISTINCT FROM 'on'
$$;
COMMENT ON FUNCTION public.listing_backdated() IS 'Whether the writer states times of the past: app.backdate = on.';

CREATE FUNCTION public.listing_refuse_future(stated timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF stated > public.listing_clock() + interval '5 seconds' THEN
    RAISE EXCEPTION 'a listing cannot change in the future: %', stated
      USING ERRCODE = 'check_violation', CONSTRAINT = 'listing_refuse_future';
  END IF;
END
$$;
COMMENT ON FUNCTION public.listing_refuse_future(timestamptz) IS 'Fails for an instant over 5 s (clock skew) in the future.';

CREATE FUNCTION public.listing_stamp_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF public.listing_backdated() THEN
    NEW.created_date := coalesce(NEW.created_date, NEW.updated_date, public.listing_clock());
    NEW.updated_date := greatest(NEW.created_date, NEW.updated_date);
    PERFORM public.listing_refuse_future(NEW.updated_date);
  ELSE
    NEW.created_date := public.listing_clock();
    NEW.updated_date := NEW.created_date;
  END IF;
  NEW.version := 1;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION public.listing_stamp_insert() IS 'Sets created_date, updated_date and version of a new listing.';

CREATE FUNCTION public.listing_stamp_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stated timestamptz := NEW.updated_date;
BEGIN
  NEW.created_date := OLD.created_date;
  NEW.updated_date := OLD.updated_date;
  NEW.version := OLD.version;
  IF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  IF public.listing_backdated() THEN
    PERFORM public.listing_refuse_future(stated);
    NEW.updated_date := greatest(stated, OLD.updated_date);
  ELSE
    NEW.updated_date := greatest(public.listing_clock(), OLD.updated_date + interval '1 millisecond');
  END IF;
  NEW.version := OLD.version + 1;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION public.listing_stamp_update() IS
  'Sets updated_date and version of a changed listing (H3). An update that changes nothing is skipped (H2).';

CREATE FUNCTION public.listing_price_in_force(of_listing bigint)
RETURNS TABLE (effective_at timestamptz, price_eur numeric) LANGUAGE sql STABLE AS $$
  SELECT stated.effective_at, stated.price_eur
  FROM (
    SELECT DISTINCT ON (p.effective_at) p.effective_at, p.price_eur
    FROM public.listing_price AS p
    WHERE p.listing_id = of_listing
    ORDER BY p.effective_at DESC, p.recorded_at DESC
  ) AS stated
  WHERE stated.price_eur IS NOT NULL
  ORDER BY stated.effective_at DESC
  LIMIT 1
$$;
COMMENT ON FUNCTION public.listing_price_in_force(bigint) IS
  'The newest price of a listing that has not been voided; no row where there is none.';

-- While listing's triggers record a price, listing_price_follow has nothing to do: app.recording says so. Finding that
-- out from the rows instead costs a tenth of a price update's throughput.
CREATE FUNCTION public.listing_record_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  recording text := set_config('app.recording', 'on', true);
BEGIN
  INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
  SELECT id, updated_date, CASE WHEN public.listing_backdated() THEN public.listing_clock() ELSE updated_date END, price
  FROM inserted;
  recording := set_config('app.recording', 'off', true);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_record_insert() IS 'Records the first price of new listings (H1).';

-- A plan that was made for one row joins a bulk statement's transition tables in nested loops, in quadratic time: so a
-- statement of several rows is planned anew. Inside another trigger the price may have come from listing_price.
CREATE FUNCTION public.listing_record_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  recording text := set_config('app.recording', 'on', true);
BEGIN
  IF pg_trigger_depth() = 1 AND NOT public.listing_backdated()
    AND (SELECT count(*) FROM (SELECT FROM updated LIMIT 2) AS few) < 2
  THEN
    INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
    SELECT n.id, n.updated_date, n.updated_date, n.price
    FROM updated AS n JOIN outdated AS o ON o.id = n.id
    WHERE n.price <> o.price;
  ELSE
    EXECUTE $bulk$
      INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT n.id, n.updated_date, CASE WHEN public.listing_backdated() THEN greatest(public.listing_clock(), (
          SELECT max(p.recorded_at) + interval '1 millisecond' FROM public.listing_price AS p
          WHERE p.listing_id = n.id AND p.effective_at = n.updated_date)) ELSE n.updated_date END, n.price
      FROM updated AS n JOIN outdated AS o ON o.id = n.id
      WHERE n.price <> o.price AND (pg_trigger_depth() = 1
        OR n.price IS DISTINCT FROM (SELECT price_eur FROM public.listing_price_in_force(n.id)))
    $bulk$;
  END IF;
  recording := set_config('app.recording', 'off', true);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_record_update() IS 'Records the new prices of changed listings (H1).';

CREATE FUNCTION public.listing_price_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  backdate text := current_setting('app.backdate', true);
BEGIN
  PERFORM public.listing_refuse_future((SELECT max(effective_at) FROM inserted));
  PERFORM FROM public.listing WHERE id IN (SELECT listing_id FROM inserted) ORDER BY id FOR NO KEY UPDATE;
  PERFORM set_config('app.backdate', 'on', true);
  UPDATE public.listing AS l
  SET price = newest.price_eur, updated_date = greatest(l.updated_date, newest.effective_at)
  FROM (SELECT DISTINCT listing_id FROM inserted) AS touched
    CROSS JOIN LATERAL public.listing_price_in_force(touched.listing_id) AS newest
  WHERE l.id = touched.listing_id AND (l.price <> newest.price_eur OR l.updated_date < newest.effective_at);
  PERFORM set_config('app.backdate', coalesce(backdate, ''), true);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_price_follow() IS
  'Keeps listing.price the price in force when rows are added to listing_price directly (H4).';

CREATE FUNCTION public.listing_price_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'prices are history: they are never changed or removed, only added (H5)'
    USING ERRCODE = 'restrict_violation',
      HINT = 'Insert a row with the same effective_at and a later recorded_at to correct one; delete the listing to remove all.';
END
$$;
COMMENT ON FUNCTION public.listing_price_refuse() IS 'Refuses to change or remove prices (H5).';

CREATE FUNCTION public.listing_price_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM deleted AS d JOIN public.listing AS l ON l.id = d.listing_id) THEN
    RAISE EXCEPTION 'prices are history: they are removed with their listing only (H5)'
      USING ERRCODE = 'restrict_violation', HINT = 'To void a price insert a row with price_eur null and a later recorded_at.';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_price_refuse_delete() IS 'Refuses to remove prices whose listing remains (H5).';

CREATE TRIGGER listing_stamp_insert BEFORE INSERT ON public.listing
  FOR EACH ROW EXECUTE FUNCTION public.listing_stamp_insert();
CREATE TRIGGER listing_stamp_update BEFORE UPDATE ON public.listing
  FOR EACH ROW EXECUTE FUNCTION public.listing_stamp_update();
CREATE TRIGGER listing_record_insert AFTER INSERT ON public.listing
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION public.listing_record_insert();
CREATE TRIGGER listing_record_update AFTER UPDATE ON public.listing
  REFERENCING OLD TABLE AS outdated NEW TABLE AS updated FOR EACH STATEMENT EXECUTE FUNCTION public.listing_record_update();
CREATE TRIGGER listing_price_follow AFTER INSERT ON public.listing_price
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
  WHEN (current_setting('app.recording', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION public.listing_price_follow();
CREATE TRIGGER listing_price_refuse_update BEFORE UPDATE OR TRUNCATE ON public.listing_price
  FOR EACH STATEMENT EXECUTE FUNCTION public.listing_price_refuse();
CREATE TRIGGER listing_price_refuse_delete AFTER DELETE ON public.listing_price
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION public.listing_price_refuse_delete();

-- Down Migration
--
-- The prices of the past are lost; the current ones stay in listing.

DROP TABLE public.listing_price;
DROP TRIGGER listing_stamp_insert ON public.listing;
DROP TRIGGER listing_stamp_update ON public.listing;
DROP TRIGGER listing_record_insert ON public.listing;
DROP TRIGGER listing_record_update ON public.listing;
DROP FUNCTION public.listing_price_refuse_delete;
DROP FUNCTION public.listing_price_refuse;
DROP FUNCTION public.listing_price_follow;
DROP FUNCTION public.listing_record_update;
DROP FUNCTION public.listing_record_insert;
DROP FUNCTION public.listing_price_in_force;
DROP FUNCTION public.listing_stamp_update;
DROP FUNCTION public.listing_stamp_insert;
DROP FUNCTION public.listing_refuse_future;
DROP FUNCTION public.listing_backdated;
DROP FUNCTION public.listing_clock;
