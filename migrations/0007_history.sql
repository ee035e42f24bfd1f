-- Up Migration

-- These triggers are the only ones who write history, for any writer of listing and listing_price:
--
--   INSERT, UPDATE listing ──stamp──▶ version, dates ──record──▶ listing_price, listing_change
--                                                    ──keep──▶ listing_past
--   INSERT listing_price ──follow──▶ UPDATE listing ──record──▶ listing_change
--   DELETE listing ──remove──▶ listing_change; prices and past attributes go by foreign key

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

-- What is recorded at 10:00 may be committed at 10:05. Until then nobody can say what was known at 10:00 (H10). So each
-- transaction, before it first reads the clock to record something, takes a shared lock that says when that was. Nobody
-- ever waits for it; everybody can see it in pg_locks, without a privilege. It ends with the transaction, after its
-- changes are visible. The key: 20614 in the upper 22 bits, milliseconds since 1970 in the lower 42. Who looks for locks
-- before this one is there takes its own moment for final: so what is recorded is of a clock that is read after that.
CREATE FUNCTION public.listing_mark_write() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('app.marked_ms', true), '') = '' THEN
    PERFORM pg_advisory_xact_lock_shared(20614::bigint << 42 | (extract(epoch FROM public.listing_clock()) * 1000)::bigint);
    PERFORM set_config('app.marked_ms', ((extract(epoch FROM public.listing_clock()) * 1000)::bigint)::text, true);
  END IF;
END
$$;
COMMENT ON FUNCTION public.listing_mark_write() IS
  'Lets everybody see that this transaction may record something from now on; see listing_settled_at().';

CREATE FUNCTION public.listing_marked_at() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT to_timestamp(nullif(current_setting('app.marked_ms', true), '')::bigint / 1000.0)
$$;
COMMENT ON FUNCTION public.listing_marked_at() IS
  'When this transaction was marked: what it states of the past is recorded as learnt then.';

CREATE FUNCTION public.listing_record_time(of_listing bigint, at timestamptz) RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT greatest(coalesce(public.listing_marked_at(), public.listing_clock()), max(recorded_at) + interval '1 millisecond')
  FROM public.listing_price WHERE listing_id = of_listing AND effective_at = at
$$;
COMMENT ON FUNCTION public.listing_record_time(bigint, timestamptz) IS
  'When this transaction was marked, or later: after every price of the listing that was stated for that instant.';

-- The clock is read before the locks: who takes one after that records later than this instant.
CREATE FUNCTION public.listing_settled_at() RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz := public.listing_clock();
BEGIN
  RETURN least(at, (
    SELECT min(to_timestamp(((classid::bigint << 32 | objid::bigint) & ((1::bigint << 42) - 1)) / 1000.0)) FROM pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32 | objid::bigint) >> 42 = 20614
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())));
END
$$;
COMMENT ON FUNCTION public.listing_settled_at() IS
  'What was recorded before this instant is final: no open transaction can still add to it. Ask before the snapshot of the question that depends on it.';

-- The triggers of listing write into listing_price and those of listing_price into listing. The depth of the one that
-- writes is in app.own_write: a statement one level below it is its own; one further down comes from somebody's trigger.
CREATE FUNCTION public.listing_own_write() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_trigger_depth() > 1 AND coalesce(current_setting('app.own_write', true), '') = (pg_trigger_depth() - 1)::text
$$;
COMMENT ON FUNCTION public.listing_own_write() IS
  'Asked by a trigger: whether the statement that fired it was made by a trigger of the other table, in keeping the two in line.';

CREATE FUNCTION public.listing_actor() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.actor', true), ''), session_user)
$$;
COMMENT ON FUNCTION public.listing_actor() IS 'Who writes: the setting app.actor, else the database user.';

CREATE FUNCTION public.listing_reason() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.reason', true), '')
$$;
COMMENT ON FUNCTION public.listing_reason() IS 'Why it is written: the setting app.reason; null where it is not set.';

CREATE FUNCTION public.listing_stamp_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.listing_mark_write();
  IF public.listing_backdated() THEN
    NEW.created_date := coalesce(NEW.created_date, NEW.updated_date, public.listing_clock());
    NEW.updated_date := public.listing_refuse_future(greatest(NEW.created_date, NEW.updated_date));
    NEW.recorded_date := public.listing_marked_at();
  ELSE
    NEW.created_date := public.listing_clock();
    NEW.updated_date := NEW.created_date;
    NEW.recorded_date := NEW.created_date;
  END IF;
  NEW.described_date := NEW.created_date;
  NEW.price_date := NEW.updated_date;
  NEW.previous_price := NULL;
  NEW.previous_price_date := NULL;
  NEW.lowest_price := NEW.price;
  NEW.version := 1;
  NEW.feed_seq := nextval('public.listing_feed_seq');
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION public.listing_stamp_insert() IS 'Sets what the database sets of a new listing.';

-- Each expression of a function costs 2 to 3 µs a transaction, in which it is prepared anew: so what is seldom set is
-- looked at together, and triggers that have nothing to do are left out by their WHEN.
CREATE FUNCTION public.listing_stamp_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  stated timestamptz := NEW.updated_date;
  own_write boolean := public.listing_own_write();
BEGIN
  IF (NEW.created_date, NEW.updated_date, NEW.described_date, NEW.recorded_date, NEW.version, NEW.feed_seq,
    NEW.price_date, NEW.previous_price, NEW.previous_price_date, NEW.lowest_price) IS DISTINCT FROM (OLD.created_date,
    OLD.updated_date, OLD.described_date, OLD.recorded_date, OLD.version, OLD.feed_seq,
    OLD.price_date, OLD.previous_price, OLD.previous_price_date, OLD.lowest_price) THEN
    IF NOT own_write THEN
      NEW.price_date := OLD.price_date;
      NEW.previous_price := OLD.previous_price;
      NEW.previous_price_date := OLD.previous_price_date;
      NEW.lowest_price := OLD.lowest_price;
    END IF;
    NEW.created_date := OLD.created_date;
    NEW.updated_date := OLD.updated_date;
    NEW.described_date := OLD.described_date;
    NEW.recorded_date := OLD.recorded_date;
    NEW.version := OLD.version;
    NEW.feed_seq := OLD.feed_seq;
  END IF;
  IF own_write THEN
    IF NEW.price IS NULL THEN
      RAISE EXCEPTION 'listing % would be without a price', NEW.id
        USING ERRCODE = 'not_null_violation', CONSTRAINT = 'listing_price_last',
          HINT = 'Add another price first, then void this one.';
    END IF;
    NEW.updated_date := greatest(stated, OLD.updated_date);
    NEW.recorded_date := public.listing_marked_at();
  ELSIF NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  ELSE
    PERFORM public.listing_mark_write();
    IF public.listing_backdated() THEN
      IF stated < OLD.updated_date THEN
        RAISE EXCEPTION 'listing % changed at %, which is after %', NEW.id, OLD.updated_date, stated
          USING ERRCODE = 'check_violation', HINT = 'Insert earlier prices into listing_price.';
      END IF;
      NEW.updated_date := coalesce(public.listing_refuse_future(stated), OLD.updated_date);
      NEW.recorded_date := public.listing_marked_at();
    ELSE
      NEW.recorded_date := public.listing_clock();
      NEW.updated_date := greatest(NEW.recorded_date, OLD.updated_date + interval '1 millisecond');
    END IF;
    IF NEW.price <> OLD.price AND NEW.updated_date > coalesce(OLD.price_date, '-infinity') THEN
      NEW.price_date := NEW.updated_date;
      NEW.previous_price := OLD.price;
      NEW.previous_price_date := OLD.price_date;
      NEW.lowest_price := least(OLD.lowest_price, NEW.price);
    ELSIF NEW.price <> OLD.price THEN -- stated again for the same instant
      NEW.lowest_price := least(NEW.price, public.listing_lowest_price(NEW.id, but_at => OLD.price_date));
    END IF;
  END IF;
  IF (NEW.name, NEW.description, NEW.building_type, NEW.street_address, NEW.postal_code, NEW.city, NEW.country,
    NEW.surface_area_m2, NEW.rooms_count, NEW.bedrooms_count, NEW.contact_phone_number, NEW.reference)
    IS DISTINCT FROM (OLD.name, OLD.description, OLD.building_type, OLD.street_address, OLD.postal_code, OLD.city, OLD.country,
    OLD.surface_area_m2, OLD.rooms_count, OLD.bedrooms_count, OLD.contact_phone_number, OLD.reference) THEN
    NEW.described_date := NEW.updated_date;
  END IF;
  NEW.version := OLD.version + 1;
  NEW.feed_seq := nextval('public.listing_feed_seq');
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION public.listing_stamp_update() IS
  'Sets what the database sets of a changed listing (H3). An update that changes nothing is skipped (H2).';

-- Where history would tell something else than the row does, the statement is refused.
CREATE FUNCTION public.listing_refuse_trigger(did text, of_listing bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = format('a trigger ' || did, of_listing), ERRCODE = 'feature_not_supported',
    HINT = 'Let a trigger BEFORE INSERT OR UPDATE of listing do it, whose name comes before zzz_listing_stamp.';
END
$$;
COMMENT ON FUNCTION public.listing_refuse_trigger(text, bigint) IS 'Fails with what a trigger of somebody else did to a listing.';

CREATE FUNCTION public.listing_record_insert() RETURNS trigger LANGUAGE plpgsql
SET extra_float_digits = 1 SET enable_nestloop = off SET enable_mergejoin = off AS $$
DECLARE
  outer_write text := coalesce(current_setting('app.own_write', true), '');
  wrong bigint;
BEGIN
  IF public.listing_backdated() THEN
    SELECT i.id INTO wrong FROM inserted AS i WHERE i.version <> (SELECT l.version FROM public.listing AS l WHERE l.id = i.id) LIMIT 1;
    IF FOUND THEN
      PERFORM public.listing_refuse_trigger('changed listing %s again while a time of the past was stated', wrong);
    END IF;
  END IF;
  PERFORM set_config('app.own_write', pg_trigger_depth()::text, true);
  WITH added AS (
    INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
    SELECT id, updated_date, recorded_date, price FROM inserted RETURNING listing_id, price_eur
  )
  SELECT i.id INTO wrong FROM inserted AS i LEFT JOIN added AS a ON a.listing_id = i.id
  WHERE a.price_eur IS DISTINCT FROM i.price OR i.price_date <> i.updated_date OR i.lowest_price <> i.price LIMIT 1;
  IF FOUND THEN
    PERFORM public.listing_refuse_trigger('made another price of the first one of listing %s', wrong);
  END IF;
  PERFORM set_config('app.own_write', outer_write, true);

  INSERT INTO public.listing_change
    (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, actor, reason)
  SELECT i.id, i.version, pg_current_xact_id(), i.feed_seq, 'created', i.updated_date, i.recorded_date,
    jsonb_strip_nulls(public.listing_members(ROW(i.*)::public.listing)), public.listing_actor(), public.listing_reason()
  FROM inserted AS i;

  INSERT INTO public.listing_words (listing_id, words)
  SELECT i.id, public.listing_words_of(concat_ws(' ', i.name, i.description, i.street_address, i.city)) FROM inserted AS i
  ON CONFLICT (listing_id) DO NOTHING; -- a trigger of somebody else has changed them already
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_record_insert() IS 'Records new listings: their first price, their change (H1, H7) and their words.';

CREATE FUNCTION public.listing_keep_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.name, NEW.description, NEW.building_type, NEW.street_address, NEW.postal_code, NEW.city, NEW.country,
    NEW.surface_area_m2, NEW.rooms_count, NEW.bedrooms_count, NEW.contact_phone_number, NEW.reference)
    IS NOT DISTINCT FROM (OLD.name, OLD.description, OLD.building_type, OLD.street_address, OLD.postal_code, OLD.city, OLD.country,
    OLD.surface_area_m2, OLD.rooms_count, OLD.bedrooms_count, OLD.contact_phone_number, OLD.reference) THEN
    RETURN NULL;
  ELSIF public.listing_own_write() THEN
    RAISE EXCEPTION 'a trigger changed more of listing % while prices were added to it', NEW.id
      USING ERRCODE = 'feature_not_supported', HINT = 'Let it change the listing in a statement of its own.';
  END IF;
  INSERT INTO public.listing_past (listing_id, version, valid_from, valid_to, superseded_at, name, description, building_type,
    street_address, postal_code, city, country, surface_area_m2, rooms_count, bedrooms_count, contact_phone_number, reference)
  VALUES (OLD.id, OLD.version, OLD.described_date, NEW.updated_date, greatest(NEW.recorded_date, (
      SELECT p.superseded_at FROM public.listing_past AS p
      WHERE p.listing_id = OLD.id AND p.version < OLD.version ORDER BY p.valid_to DESC, p.version DESC LIMIT 1
    )), OLD.name, OLD.description, OLD.building_type, OLD.street_address, OLD.postal_code, OLD.city, OLD.country,
    OLD.surface_area_m2, OLD.rooms_count, OLD.bedrooms_count, OLD.contact_phone_number, OLD.reference);
  IF (NEW.name, NEW.description, NEW.street_address, NEW.city)
    IS DISTINCT FROM (OLD.name, OLD.description, OLD.street_address, OLD.city) THEN
    INSERT INTO public.listing_words (listing_id, words) -- a trigger of somebody else may have changed it again
    SELECT l.id, public.listing_words_of(concat_ws(' ', l.name, l.description, l.street_address, l.city))
    FROM public.listing AS l WHERE l.id = NEW.id
    ON CONFLICT (listing_id) DO UPDATE SET words = EXCLUDED.words;
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_keep_past() IS
  'Keeps the attributes that a listing had before they changed, and the words that it is found by in step.';

-- The usual case, a new price of one listing and nothing else, needs no joins: they take half the time of all triggers
-- together. For many rows hash joins, since plans are kept from one call to the next: a nested loop that suits one row takes
-- quadratic time. The change before is that of the highest version so far: a trigger of somebody else may have changed the
-- listing again before this one's turn, or removed it. A price stated again for the newest instant is recorded after the
-- one before, which the change tells in prices.
CREATE FUNCTION public.listing_record_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outer_write text := coalesce(current_setting('app.own_write', true), '');
  own_write boolean := public.listing_own_write();
  was text[];
  wrong bigint;
  recorded numeric;
  one record;
BEGIN
  SELECT n.id, n.version, n.feed_seq, n.updated_date, n.recorded_date, n.price, o.price AS outdated_price,
    NOT own_write AND NOT public.listing_backdated() AND n.updated_date > o.updated_date AND n.price <> o.price
      AND n.price_date = n.updated_date AND n.lowest_price = least(o.lowest_price, n.price)
      AND n.described_date = o.described_date
      AND (n.name, n.description, n.building_type, n.street_address, n.postal_code, n.city, n.country,
        n.surface_area_m2, n.rooms_count, n.bedrooms_count, n.contact_phone_number, n.reference)
        IS NOT DISTINCT FROM (o.name, o.description, o.building_type, o.street_address, o.postal_code, o.city, o.country,
        o.surface_area_m2, o.rooms_count, o.bedrooms_count, o.contact_phone_number, o.reference)
      AND (SELECT count(*) FROM (SELECT FROM updated LIMIT 2) AS few) = 1 AS alone
  INTO one FROM updated AS n CROSS JOIN outdated AS o LIMIT 1;
  IF one.alone THEN
    PERFORM set_config('app.own_write', pg_trigger_depth()::text, true);
    INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
    VALUES (one.id, one.updated_date, one.recorded_date, one.price) RETURNING price_eur INTO recorded;
    PERFORM set_config('app.own_write', outer_write, true);
    IF recorded IS DISTINCT FROM one.price THEN
      PERFORM public.listing_refuse_trigger('made another price of a new one of listing %s', one.id);
    END IF;
    INSERT INTO public.listing_change
      (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, actor, reason)
    VALUES (one.id, one.version, greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
        WHERE c.listing_id = one.id ORDER BY c.version DESC LIMIT 1)), one.feed_seq, 'updated', one.updated_date,
      one.recorded_date, jsonb_build_object('price_eur', jsonb_build_array(one.outdated_price, one.price)),
      public.listing_actor(), public.listing_reason());
    RETURN NULL;
  END IF;

  was := ARRAY[current_setting('enable_nestloop'), current_setting('enable_mergejoin'), current_setting('jit'),
    current_setting('extra_float_digits')];
  PERFORM set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true),
    set_config('extra_float_digits', '1', true);
  SELECT n.id INTO wrong FROM updated AS n JOIN outdated AS o ON o.id = n.id
  WHERE CASE WHEN (n.name, n.description, n.building_type, n.street_address, n.postal_code, n.city, n.country,
      n.surface_area_m2, n.rooms_count, n.bedrooms_count, n.contact_phone_number, n.reference)
      IS DISTINCT FROM (o.name, o.description, o.building_type, o.street_address, o.postal_code, o.city, o.country,
      o.surface_area_m2, o.rooms_count, o.bedrooms_count, o.contact_phone_number, o.reference)
      THEN n.described_date <> n.updated_date ELSE n.described_date <> o.described_date END
    OR NOT own_write AND n.updated_date > o.updated_date AND CASE WHEN n.price <> o.price
      THEN n.price_date <> n.updated_date OR n.lowest_price <> least(o.lowest_price, n.price)
      ELSE n.price_date IS DISTINCT FROM o.price_date END
  LIMIT 1;
  IF FOUND THEN
    PERFORM public.listing_refuse_trigger('changed listing %s after zzz_listing_stamp_update', wrong);
  END IF;

  IF NOT own_write THEN -- else listing_price_follow records what it does
    IF public.listing_backdated() THEN
      SELECT n.id INTO wrong FROM updated AS n WHERE n.version <> (SELECT l.version FROM public.listing AS l WHERE l.id = n.id) LIMIT 1;
      IF FOUND THEN
        PERFORM public.listing_refuse_trigger('changed listing %s again while a time of the past was stated', wrong);
      END IF;
    END IF;
    PERFORM set_config('app.own_write', pg_trigger_depth()::text, true);
    WITH added AS (
      INSERT INTO public.listing_price (listing_id, effective_at, recorded_at, price_eur)
      SELECT n.id, n.updated_date, CASE WHEN n.updated_date > o.updated_date THEN n.recorded_date
        ELSE public.listing_record_time(n.id, n.updated_date) END, n.price
      FROM updated AS n JOIN outdated AS o ON o.id = n.id
      WHERE n.price <> o.price
      RETURNING listing_id, price_eur
    )
    SELECT n.id INTO wrong
    FROM updated AS n JOIN outdated AS o ON o.id = n.id LEFT JOIN added AS a ON a.listing_id = n.id
    WHERE n.price <> o.price AND a.price_eur IS DISTINCT FROM n.price
    LIMIT 1;
    IF FOUND THEN
      PERFORM public.listing_refuse_trigger('made another price of a new one of listing %s', wrong);
    END IF;
    PERFORM set_config('app.own_write', outer_write, true);

    INSERT INTO public.listing_change
      (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, prices, changed, actor, reason)
    SELECT n.id, n.version,
      greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
        WHERE c.listing_id = n.id ORDER BY c.version DESC LIMIT 1)),
      n.feed_seq, 'updated', n.updated_date, n.recorded_date,
      CASE WHEN n.updated_date = o.updated_date AND n.price <> o.price THEN (
        SELECT jsonb_build_array(jsonb_build_array(public.listing_instant(p.effective_at), public.listing_instant(p.recorded_at),
          lead(p.price_eur) OVER (ORDER BY p.recorded_at DESC), p.price_eur))
        FROM public.listing_price AS p WHERE p.listing_id = n.id AND p.effective_at = n.updated_date
        ORDER BY p.recorded_at DESC LIMIT 1) END,
      CASE WHEN n.described_date = o.described_date AND n.updated_date > o.updated_date AND n.price <> o.price -- the usual case
          THEN jsonb_build_object('price_eur', jsonb_build_array(o.price, n.price))
        WHEN (SELECT true FROM public.listing AS l WHERE l.id = n.id) THEN told.changed
        ELSE public.listing_blank(told.changed) END,
      public.listing_actor(), public.listing_reason()
    FROM updated AS n JOIN outdated AS o ON o.id = n.id
      CROSS JOIN LATERAL (SELECT public.listing_difference(public.listing_members(ROW(o.*)::public.listing),
        public.listing_members(ROW(n.*)::public.listing))) AS told (changed);
  END IF;
  PERFORM set_config('enable_nestloop', was[1], true), set_config('enable_mergejoin', was[2], true), set_config('jit', was[3], true),
    set_config('extra_float_digits', was[4], true);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_record_update() IS 'Records changed listings: new prices, and one change each (H1, H7).';

CREATE FUNCTION public.listing_record_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.listing_mark_write();
  UPDATE public.listing_change AS c SET changed = public.listing_blank(c.changed), reason = NULL
  FROM removed AS r
  WHERE c.listing_id = r.id AND (c.reason IS NOT NULL
    OR c.changed ?| '{name,description,street_address,contact_phone_number}');
  UPDATE public.idempotency_key AS k SET body = NULL FROM removed AS r WHERE k.listing_id = r.id;
  INSERT INTO public.listing_change
    (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, actor, reason)
  SELECT r.id, r.version + 1,
    greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
      WHERE c.listing_id = r.id ORDER BY c.version DESC LIMIT 1)),
    nextval('public.listing_feed_seq'), 'deleted', d.at, least(d.at, public.listing_clock()), '{}', public.listing_actor(),
    public.listing_reason()
  FROM removed AS r CROSS JOIN LATERAL (
    SELECT greatest(public.listing_clock(), r.updated_date + interval '1 millisecond')
  ) AS d (at);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_record_delete() IS
  'Records that listings were deleted, and takes personal data out of their earlier changes and answers (H6, H7).';

CREATE FUNCTION public.listing_price_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.listing_mark_write();
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_price_mark() IS 'Marks the transaction before the default of recorded_at reads the clock (H10).';

-- Without the rows that were added, listing.price is the price in force. Where it is not, the same statement has changed
-- it, which is not recorded yet: nobody could tell which of the two came last.
CREATE FUNCTION public.listing_price_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outer_write text := coalesce(current_setting('app.own_write', true), '');
  unsettled bigint;
BEGIN
  PERFORM FROM inserted LIMIT 1;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
    RAISE EXCEPTION 'prices are added in READ COMMITTED transactions only: an older snapshot hides what others added'
      USING ERRCODE = 'feature_not_supported', HINT = 'Begin the transaction with ISOLATION LEVEL READ COMMITTED.';
  END IF;
  PERFORM public.listing_refuse_future(greatest(max(effective_at), max(recorded_at))) FROM inserted;
  PERFORM FROM inserted
  WHERE recorded_at < public.listing_marked_at() AND NOT public.listing_backdated();
  IF FOUND THEN
    RAISE EXCEPTION 'a price cannot have been recorded before it is: what was known then would change (H10)'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'listing_refuse_past',
        HINT = 'Leave recorded_at out. To bring in a history that was recorded elsewhere set app.backdate = on.';
  END IF;

  EXECUTE 'SELECT FROM public.listing WHERE id IN (SELECT listing_id FROM inserted) ORDER BY id FOR NO KEY UPDATE';
  EXECUTE $check$
    WITH command AS (
      SELECT p.xmin, p.cmin FROM (TABLE inserted LIMIT 1) AS one
        JOIN public.listing_price AS p USING (listing_id, effective_at, recorded_at))
    SELECT l.id
    FROM (SELECT DISTINCT listing_id FROM inserted) AS touched
      JOIN public.listing AS l ON l.id = touched.listing_id
      CROSS JOIN command
      LEFT JOIN LATERAL public.listing_price_in_force(l.id, but_xmin => command.xmin, but_cmin => command.cmin) AS before ON true
    WHERE l.price IS DISTINCT FROM before.price_eur
    LIMIT 1
  $check$ INTO unsettled;
  IF unsettled IS NOT NULL THEN
    RAISE EXCEPTION 'listing % and its prices are written by one statement', unsettled
      USING ERRCODE = 'feature_not_supported', HINT = 'Change the listing in a statement of its own.';
  END IF;

  PERFORM set_config('app.own_write', pg_trigger_depth()::text, true);
  EXECUTE $settle$
    WITH stated AS (
      SELECT i.listing_id, max(i.effective_at) AS latest, max(i.recorded_at) AS recorded_at, jsonb_agg(jsonb_build_array(public.listing_instant(i.effective_at),
        public.listing_instant(i.recorded_at), before.price_eur, i.price_eur) ORDER BY i.effective_at, i.recorded_at) AS prices,
        min(i.price_eur) AS lowest, bool_or(before.price_eur IS NOT NULL) AS corrects
      FROM inserted AS i LEFT JOIN LATERAL (
        SELECT p.price_eur FROM public.listing_price AS p
        WHERE p.listing_id = i.listing_id AND p.effective_at = i.effective_at AND p.recorded_at < i.recorded_at
        ORDER BY p.recorded_at DESC LIMIT 1
      ) AS before ON true
      GROUP BY i.listing_id
    ), settled AS (
      UPDATE public.listing AS l
      SET price = newest.price_eur, price_date = newest.effective_at, previous_price = previous.price_eur,
        previous_price_date = previous.effective_at, updated_date = greatest(l.updated_date, stated.latest),
        lowest_price = CASE WHEN stated.corrects THEN public.listing_lowest_price(l.id) ELSE least(l.lowest_price, stated.lowest) END
      FROM stated LEFT JOIN LATERAL public.listing_price_in_force(stated.listing_id) AS newest ON true
        LEFT JOIN LATERAL public.listing_price_in_force(stated.listing_id, newest.effective_at - interval '1 millisecond') AS previous ON true
      WHERE l.id = stated.listing_id
      RETURNING l.id, l.version, l.feed_seq, l.updated_date, l.price
    )
    INSERT INTO public.listing_change
      (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, prices, actor, reason)
    SELECT s.id, s.version, greatest(pg_current_xact_id(), (SELECT c.feed_key FROM public.listing_change AS c
        WHERE c.listing_id = s.id ORDER BY c.version DESC LIMIT 1)),
      s.feed_seq, 'corrected', s.updated_date, greatest(public.listing_marked_at(), stated.recorded_at),
      CASE WHEN s.price <> l.price THEN jsonb_build_object('price_eur', jsonb_build_array(l.price, s.price)) ELSE '{}' END,
      stated.prices, public.listing_actor(), public.listing_reason()
    FROM settled AS s JOIN stated ON stated.listing_id = s.id JOIN public.listing AS l ON l.id = s.id
  $settle$;
  PERFORM set_config('app.own_write', outer_write, true);

  EXECUTE $check$
    SELECT l.id FROM (SELECT DISTINCT listing_id FROM inserted) AS touched
      JOIN public.listing AS l ON l.id = touched.listing_id
      LEFT JOIN LATERAL public.listing_price_in_force(l.id) AS newest ON true
    WHERE l.price IS DISTINCT FROM newest.price_eur
    LIMIT 1
  $check$ INTO unsettled;
  IF unsettled IS NOT NULL THEN
    RAISE EXCEPTION 'a trigger made another price of what was added to the prices of listing %', unsettled
      USING ERRCODE = 'feature_not_supported', HINT = 'Let it change the price in a statement of its own.';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.listing_price_follow() IS
  'When rows are added to listing_price directly: keeps listing.price the price in force and listing.updated_date no earlier than any price (H3, H4), and records the change (H7).';

CREATE FUNCTION public.listing_history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is history: triggers write it, nobody else does', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation', HINT = 'Change listing, or add to listing_price: what comes of it is recorded here.';
END
$$;
COMMENT ON FUNCTION public.listing_history_refuse() IS
  'Refuses to write what only triggers write; it is not asked where app.upkeep = on, as the removal of the beginning of the feed has it.';

-- Triggers of others may change what is to be stored, dates too. They fire in the order of their names: these come last.
CREATE TRIGGER zzz_listing_stamp_insert BEFORE INSERT ON public.listing
  FOR EACH ROW EXECUTE FUNCTION public.listing_stamp_insert();
CREATE TRIGGER zzz_listing_stamp_update BEFORE UPDATE ON public.listing
  FOR EACH ROW EXECUTE FUNCTION public.listing_stamp_update();
CREATE TRIGGER listing_record_insert AFTER INSERT ON public.listing
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION public.listing_record_insert();
CREATE TRIGGER listing_keep_past AFTER UPDATE ON public.listing
  -- Seldom met where no attribute changed. Comparing them all here is read from its text for each statement: 60 µs.
  FOR EACH ROW WHEN (NEW.described_date = NEW.updated_date)
  EXECUTE FUNCTION public.listing_keep_past();
CREATE TRIGGER listing_record_update AFTER UPDATE ON public.listing
  REFERENCING OLD TABLE AS outdated NEW TABLE AS updated FOR EACH STATEMENT EXECUTE FUNCTION public.listing_record_update();
CREATE TRIGGER listing_record_delete AFTER DELETE ON public.listing
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION public.listing_record_delete();
CREATE TRIGGER listing_price_mark BEFORE INSERT ON public.listing_price
  FOR EACH STATEMENT WHEN (coalesce(current_setting('app.marked_ms', true), '') = '') EXECUTE FUNCTION public.listing_price_mark();
CREATE TRIGGER listing_price_follow AFTER INSERT ON public.listing_price
  REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT
  -- A WHEN is outside of its trigger: the depth is that of the one that writes, see listing_own_write().
  WHEN (pg_trigger_depth() = 0 OR coalesce(current_setting('app.own_write', true), '') <> pg_trigger_depth()::text)
  EXECUTE FUNCTION public.listing_price_follow();
CREATE TRIGGER listing_past_refuse BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.listing_past
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0 AND coalesce(current_setting('app.upkeep', true), '') <> 'on')
  EXECUTE FUNCTION public.listing_history_refuse();
CREATE TRIGGER listing_change_refuse BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON public.listing_change
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0 AND coalesce(current_setting('app.upkeep', true), '') <> 'on')
  EXECUTE FUNCTION public.listing_history_refuse();

-- Down Migration
--
-- From here on nobody records what happens.

DROP TRIGGER listing_change_refuse ON public.listing_change;
DROP TRIGGER listing_past_refuse ON public.listing_past;
DROP TRIGGER listing_price_follow ON public.listing_price;
DROP TRIGGER listing_price_mark ON public.listing_price;
DROP TRIGGER listing_record_delete ON public.listing;
DROP TRIGGER listing_record_update ON public.listing;
DROP TRIGGER listing_keep_past ON public.listing;
DROP TRIGGER listing_record_insert ON public.listing;
DROP TRIGGER zzz_listing_stamp_update ON public.listing;
DROP TRIGGER zzz_listing_stamp_insert ON public.listing;
DROP FUNCTION public.listing_price_follow;
DROP FUNCTION public.listing_price_mark;
DROP FUNCTION public.listing_record_delete;
DROP FUNCTION public.listing_record_update;
DROP FUNCTION public.listing_keep_past;
DROP FUNCTION public.listing_record_insert;
DROP FUNCTION public.listing_refuse_trigger;
DROP FUNCTION public.listing_stamp_update;
DROP FUNCTION public.listing_stamp_insert;
DROP FUNCTION public.listing_history_refuse;
DROP FUNCTION public.listing_reason;
DROP FUNCTION public.listing_actor;
DROP FUNCTION public.listing_own_write;
DROP FUNCTION public.listing_settled_at;
DROP FUNCTION public.listing_record_time;
DROP FUNCTION public.listing_marked_at;
DROP FUNCTION public.listing_mark_write;
DROP FUNCTION public.listing_refuse_future;
DROP FUNCTION public.listing_backdated;
