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

-- Time is the clock's, read under the row lock and at least 1 ms after the listing's last change. A writer that states
-- times of the past (an import) sets app.backdate = on for its transaction: then its updated_date counts, later than the
-- listing's for the next state, the same to correct the newest one.
CREATE FUNCTION public.listing_backdated() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('app.backdate', true) IS NOT DISTINCT FROM 'on'
$$;
COMMENT ON FUNCTION public.listing_backdated() IS 'Whether the writer states times of the past: app.backdate = on.';

CREATE FUNCTION public.listing_refuse_future(stated timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
BEGIN
  IF stated > public.listing_clock() + interval '5 seconds' THEN
    RAISE EXCEPTION 'a listing cannot change in the future: %', stated
      USING ERRCODE = 'check_violation', CONSTRAINT = 'listing_refuse_future';
  END IF;
  RETURN stated;
END
$$;
COMMENT ON FUNCTION public.listing_refuse_future(timestamptz) IS
  'The instant itself; fails where it is over 5 s (clock skew) in the future.';

-- The triggers of listing write into listing_price and those of listing_price into listing. The depth of the one that
-- writes is in app.own_write: a statement one level below it is its own; one further down comes from somebody's trigger.
CREATE FUNCTION public.listing_own_write() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_trigger_depth() > 1 AND coalesce(current_setting('app.own_write', true), '') = (pg_trigger_depth() - 1)::text
$$;
COMMENT ON FUNCTION public.listing_own_write() IS
  'Asked by a trigger: whether the statement that fired it was made by a trigger of the other table, in keeping the two in line.';

CREATE FUNCTION public.listing_stamp_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF public.listing_backdated() THEN
    NEW.created_date := coalesce(NEW.created_date, NEW.updated_date, public.listing_clock());
    NEW.updated_date := public.listing_refuse_future(greatest(NEW.created_date, NEW.updated_date));
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
  IF public.listing_own_write() THEN
    IF NEW.price IS NULL THEN
      RAISE EXCEPTION 'listing % would be without a price', NEW.id
        USING ERRCODE = 'not_null_violation', HINT = 'Add another price first, then void this one.';
    END IF;
    NEW.updated_date := greatest(stated, OLD.updated_date);
  ELSIF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  ELSIF public.listing_backdated() THEN
    IF stated < OLD.updated_date THEN
      RAISE EXCEPTION 'listing % changed at %, which is after %', NEW.id, OLD.updated_date, stated
        USING ERRCODE = 'check_violation', HINT = 'Insert earlier prices into listing_price.';
    END IF;
    NEW.updated_date := coalesce(public.listing_refuse_future(stated), OLD.updated_date);
  ELSE
    NEW.updated_date := greatest(public.listing_clock(), OLD.updated_date + interval '1 millisecond');
  END IF;
  NEW.version := OLD.version + 1;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION public.listing_stamp_update() IS
  'Sets updated_date and version of a changed listing (H3). An update that changes nothing is skipped (H2).';

CREATE FUNCTION public.listing_price_in_force(of_listing bigint, but_xmin xid DEFAULT NULL, but_cmin cid DEFAULT NULL)
RETURNS TABLE (effective_at timestamptz, price_eur numeric) LANGUAGE sql STABLE AS $$
  SELECT stated.effective_at, stated.price_eur
  FROM (
    SELECT DISTINCT ON (p.effective_at) p.effective_at, p.price_eur
    FROM public.listing_price AS p
    WHERE p.listing_id = of_listing AND (but_xmin IS NULL OR NOT (p.xmin = but_xmin AND p.cmin = but_cmin))
    ORDER BY p.effective_at DESC, p.recorded_at DESC
  ) AS stated
  WHERE stated.price_eur IS NOT NULL
  ORDER BY stated.effective_at DESC
  LIMIT 1
$$;
COMMENT ON FUNCTION public.listing_price_in_force(bigint, xid, cid) IS
  'The newest price of a listing that has not been voided, without what one command (xmin, cmin) wrote; no row where there is none.';

CREATE FUNCTION public.listing_record_time(of_listing bigint, at timestamptz) RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT greatest(public.listing_clock(), max(recorded_at) + interval '1 millisecond')
  FROM public.listing_price WHERE listing_id = of_listing AND effective_at = at
$$;
COMMENT ON FUNCTION public.listing_record_time(bigint, timestamptz) IS
  'The current instant, or later: after every price of the listing that was stated for that instant.';

CREATE FUNCTION public.listing_record_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outer_write text := coalesce(current_setting('app.own_write', true), '');
  own_write text := set_config('app.own_write', pg_trigger_depth()::text, true);
BEGIN
  INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
  SELECT id, updated_date, CASE WHEN public.listing_backdated() THEN public.listing_clock() ELSE updated_date END, price
  FROM inserted;
  own_write := set_config('app.own_write', outer_write, true);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_record_insert() IS 'Records the first price of new listings (H1).';

-- The plan of the usual, single row joins the transition tables in a nested loop, which many rows would take quadratic
-- time in: for them a plan is made each time. What listing_price_follow wrote comes from listing_price: it is recorded
-- only if somebody's trigger made another price of it.
CREATE FUNCTION public.listing_record_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  follows boolean := public.listing_own_write();
  stated boolean := follows OR public.listing_backdated();
  outer_write text := coalesce(current_setting('app.own_write', true), '');
  own_write text := set_config('app.own_write', pg_trigger_depth()::text, true);
BEGIN
  PERFORM FROM updated OFFSET 1 LIMIT 1;
  IF NOT (FOUND OR stated) THEN
    INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
    SELECT n.id, n.updated_date, n.updated_date, n.price
    FROM updated AS n JOIN outdated AS o ON o.id = n.id
    WHERE n.price <> o.price;
  ELSE
    EXECUTE $many$
      INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT n.id, n.updated_date,
        CASE WHEN NOT $1 THEN n.updated_date
          WHEN n.updated_date > o.updated_date AND NOT $2 THEN public.listing_clock()
          ELSE public.listing_record_time(n.id, n.updated_date) END,
        n.price
      FROM updated AS n JOIN outdated AS o ON o.id = n.id
      WHERE n.price <> o.price
        AND (NOT $2 OR n.price IS DISTINCT FROM (SELECT price_eur FROM public.listing_price_in_force(n.id)))
    $many$ USING stated, follows;
  END IF;
  own_write := set_config('app.own_write', outer_write, true);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_record_update() IS 'Records the new prices of changed listings (H1).';

-- Without the rows that were added, listing.price is the price in force. Where it is not, the same statement has changed
-- it, which is not recorded yet: nobody could tell which of the two came last.
CREATE FUNCTION public.listing_price_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outer_write text := coalesce(current_setting('app.own_write', true), '');
  unsettled bigint;
BEGIN
  IF public.listing_own_write() THEN
    RETURN NULL;
  END IF;
  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
    RAISE EXCEPTION 'prices are added in READ COMMITTED transactions only: an older snapshot hides what others added'
      USING ERRCODE = 'feature_not_supported', HINT = 'Begin the transaction with ISOLATION LEVEL READ COMMITTED.';
  END IF;
  PERFORM public.listing_refuse_future(greatest(max(effective_at), max(recorded_at))) FROM inserted;

  EXECUTE 'SELECT FROM public.listing WHERE id IN (SELECT listing_id FROM inserted) ORDER BY id FOR NO KEY UPDATE';
  EXECUTE $check$
    WITH command AS (
      SELECT p.xmin, p.cmin FROM (TABLE inserted LIMIT 1) AS one
        JOIN public.listing_price AS p USING (listing_id, effective_at, recorded_at))
    SELECT l.id
    FROM (SELECT DISTINCT listing_id FROM inserted) AS touched
      JOIN public.listing AS l ON l.id = touched.listing_id
      CROSS JOIN command
      LEFT JOIN LATERAL public.listing_price_in_force(l.id, command.xmin, command.cmin) AS before ON true
    WHERE l.price IS DISTINCT FROM before.price_eur
    LIMIT 1
  $check$ INTO unsettled;
  IF unsettled IS NOT NULL THEN
    RAISE EXCEPTION 'listing % and its prices are written by one statement', unsettled
      USING ERRCODE = 'feature_not_supported', HINT = 'Change the listing in a statement of its own.';
  END IF;

  PERFORM set_config('app.own_write', pg_trigger_depth()::text, true);
  EXECUTE $settle$
    UPDATE public.listing AS l
    SET price = newest.price_eur, updated_date = greatest(l.updated_date, touched.latest)
    FROM (SELECT listing_id, max(effective_at) AS latest FROM inserted GROUP BY listing_id) AS touched
      LEFT JOIN LATERAL public.listing_price_in_force(touched.listing_id) AS newest ON true
    WHERE l.id = touched.listing_id AND (l.price IS DISTINCT FROM newest.price_eur OR l.updated_date < touched.latest)
  $settle$;
  PERFORM set_config('app.own_write', outer_write, true);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_price_follow() IS
  'When rows are added to listing_price directly: keeps listing.price the price in force and listing.updated_date no earlier than any price (H3, H4).';

CREATE FUNCTION public.listing_price_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'prices are history: they are never changed or removed, only added (H5)'
    USING ERRCODE = 'restrict_violation',
      HINT = 'To correct one insert another of its effective_at, recorded at listing_record_time(); to remove all delete the listing.';
END
$$;
COMMENT ON FUNCTION public.listing_price_refuse() IS 'Refuses to change or remove prices (H5).';

CREATE FUNCTION public.listing_price_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM deleted AS d JOIN public.listing AS l ON l.id = d.listing_id) THEN
    RAISE EXCEPTION 'prices are history: they are removed with their listing only (H5)'
      USING ERRCODE = 'restrict_violation', HINT = 'To void one insert another of its effective_at without a price_eur, recorded at listing_record_time().';
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
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION public.listing_price_follow();
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
DROP FUNCTION public.listing_record_time;
DROP FUNCTION public.listing_price_in_force;
DROP FUNCTION public.listing_stamp_update;
DROP FUNCTION public.listing_stamp_insert;
DROP FUNCTION public.listing_own_write;
DROP FUNCTION public.listing_refuse_future;
DROP FUNCTION public.listing_backdated;
DROP FUNCTION public.listing_clock;
