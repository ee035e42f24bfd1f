-- Up Migration

-- The feed: src/changes/SPEC.md has its rules. Changes outlive their listing, so there is no foreign key.
CREATE TABLE public.listing_change (
  listing_id bigint NOT NULL,
  version bigint NOT NULL,
  feed_key xid8 NOT NULL,
  feed_seq bigint NOT NULL,
  kind text NOT NULL,
  effective_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  changed jsonb NOT NULL,
  prices jsonb,
  actor text NOT NULL,
  reason text,
  PRIMARY KEY (listing_id, version)
);

COMMENT ON TABLE public.listing_change IS 'Every change of every listing, in the order of (feed_key, feed_seq). Written by triggers.';
COMMENT ON COLUMN public.listing_change.listing_id IS 'The listing that was changed; it may be gone.';
COMMENT ON COLUMN public.listing_change.version IS 'The version that the change made of the listing.';
COMMENT ON COLUMN public.listing_change.feed_key IS 'The greater of the writer''s transaction id and the key of the listing''s change before.';
COMMENT ON COLUMN public.listing_change.feed_seq IS 'Orders the changes of one key; drawn under the lock of the listing.';
COMMENT ON COLUMN public.listing_change.kind IS 'created, updated, corrected (prices were added directly) or deleted.';
COMMENT ON COLUMN public.listing_change.effective_at IS 'The listing''s updated_date after the change.';
COMMENT ON COLUMN public.listing_change.recorded_at IS 'The instant at which the database learnt of the change.';
COMMENT ON COLUMN public.listing_change.changed IS
  'What went from what to what: member → [from, to]; of a created listing member → value. The price is price_eur.';
COMMENT ON COLUMN public.listing_change.prices IS
  'Rows added to listing_price directly: [effective_at, recorded_at, price stated for that instant before, price]; null where the change itself says all.';
COMMENT ON COLUMN public.listing_change.actor IS 'Who changed it: the setting app.actor of the writer, else the database user.';
COMMENT ON COLUMN public.listing_change.reason IS 'Why: the setting app.reason of the writer; null where none was given.';

CREATE SEQUENCE public.listing_feed_seq;
COMMENT ON SEQUENCE public.listing_feed_seq IS 'Numbers the changes; see listing_change.feed_seq.';

ALTER TABLE public.listing ADD COLUMN feed_seq bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN public.listing.feed_seq IS 'The number of its last change in the feed; 0 for one from before the feed. Set by the database.';

CREATE TABLE public.listing_feed (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  trimmed_key xid8 NOT NULL DEFAULT '0',
  trimmed_seq bigint NOT NULL DEFAULT 0
);
COMMENT ON TABLE public.listing_feed IS 'One row: how far the beginning of the feed has been removed.';
COMMENT ON COLUMN public.listing_feed.one IS 'True: there is one row.';
COMMENT ON COLUMN public.listing_feed.trimmed_key IS 'The key of the last change that was removed; 0: none was.';
COMMENT ON COLUMN public.listing_feed.trimmed_seq IS 'The sequence of the last change that was removed.';
INSERT INTO public.listing_feed DEFAULT VALUES;

CREATE FUNCTION public.listing_instant(at timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
COMMENT ON FUNCTION public.listing_instant(timestamptz) IS 'RFC 3339 in UTC with milliseconds, whatever the time zone of the session.';

CREATE TYPE public.listing_told AS (name text, description text, building_type text, street_address text, postal_code text,
  city text, country text, surface_area_m2 double precision, rooms_count integer, bedrooms_count integer, price_eur numeric,
  contact_phone_number text, reference text, created_date text);
COMMENT ON TYPE public.listing_told IS 'What the feed tells of a listing, by the names it has there.';

-- Through a type it takes two thirds of the time of jsonb_build_object.
CREATE FUNCTION public.listing_members(l public.listing) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT to_jsonb(ROW(l.name, l.description, l.building_type, l.street_address, l.postal_code, l.city, l.country,
    l.surface_area_m2, l.rooms_count, l.bedrooms_count, l.price, l.contact_phone_number, l.reference,
    public.listing_instant(l.created_date))::public.listing_told)
$$;
COMMENT ON FUNCTION public.listing_members(public.listing) IS 'A listing as listing_told, in JSON.';

CREATE FUNCTION public.listing_difference(was jsonb, has jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, jsonb_build_array(was -> key, value)), '{}')
  FROM jsonb_each(has)
  WHERE value <> was -> key
$$;
COMMENT ON FUNCTION public.listing_difference(jsonb, jsonb) IS 'The members whose values differ: member → [from, to].';

CREATE FUNCTION public.listing_blank(changed jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(key, CASE
    WHEN key NOT IN ('name', 'description', 'street_address', 'contact_phone_number') THEN value
    WHEN jsonb_typeof(value) = 'array' THEN '[null, null]' ELSE 'null' END), '{}')
  FROM jsonb_each(changed)
$$;
COMMENT ON FUNCTION public.listing_blank(jsonb) IS 'What is left of a change when its listing is deleted: personal data are null (H6).';

CREATE FUNCTION public.listing_feed_epoch() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT left(md5(concat_ws('-', c.system_identifier, left(pg_walfile_name(pg_current_wal_insert_lsn()), 8), d.oid,
    'public.listing_change'::regclass::oid)), 12)
  FROM pg_control_system() AS c, pg_database AS d
  WHERE d.datname = current_database()
$$;
COMMENT ON FUNCTION public.listing_feed_epoch() IS
  'Names the history that the transaction ids count: server, timeline, database, table. Fails on a standby.';

CREATE FUNCTION public.listing_feed_is_foreign() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.listing_change WHERE feed_key >= pg_snapshot_xmax(pg_current_snapshot()))
$$;
COMMENT ON FUNCTION public.listing_feed_is_foreign() IS
  'Whether there are keys that this server cannot have given out: then the feed comes from a dump.';

-- A function that has the setting in its definition could be made by a superuser only.
CREATE FUNCTION public.listing_feed_renumber() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  was text := coalesce(current_setting('app.upkeep', true), '');
BEGIN
  IF NOT public.listing_feed_is_foreign() THEN
    RETURN false;
  END IF;
  PERFORM set_config('app.upkeep', 'on', true);
  LOCK TABLE public.listing, public.listing_price, public.listing_change IN SHARE ROW EXCLUSIVE MODE;
  UPDATE public.listing_change SET feed_key = '0';
  UPDATE public.listing_feed SET trimmed_key = '0', trimmed_seq =
    coalesce((SELECT min(feed_seq) - 1 FROM public.listing_change), trimmed_seq)
  WHERE trimmed_key <> '0';
  PERFORM set_config('app.upkeep', was, true);
  RETURN true;
END
$$;
COMMENT ON FUNCTION public.listing_feed_renumber() IS
  'After a dump was restored: puts all its changes before those to come. True where there was something to do.';

-- Listings that were there before begin the feed, each with all its prices.
INSERT INTO public.listing_change
  (listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, prices, actor)
SELECT l.id, l.version, pg_current_xact_id(), nextval('public.listing_feed_seq'), 'created', l.updated_date, date_trunc('milliseconds', now()),
  jsonb_strip_nulls(public.listing_members(l)), p.prices, session_user
FROM public.listing AS l CROSS JOIN LATERAL (
  SELECT jsonb_agg(jsonb_build_array(public.listing_instant(effective_at), public.listing_instant(recorded_at), NULL, price_eur)
    ORDER BY effective_at, recorded_at) AS prices
  FROM public.listing_price WHERE listing_id = l.id
) AS p;

CREATE INDEX listing_change_feed ON public.listing_change (feed_key, feed_seq);

-- Down Migration
--
-- Should the feed begin anew, it can tell the attributes of today only: those of the past go with it.

DELETE FROM public.listing_past;
ALTER TABLE public.listing ALTER COLUMN described_date TYPE timestamptz(3) USING created_date;
DROP FUNCTION public.listing_feed_renumber;
DROP FUNCTION public.listing_feed_is_foreign;
DROP FUNCTION public.listing_feed_epoch;
DROP FUNCTION public.listing_blank;
DROP FUNCTION public.listing_difference;
DROP FUNCTION public.listing_members;
DROP TYPE public.listing_told;
DROP FUNCTION public.listing_instant;
ALTER TABLE public.listing DROP COLUMN feed_seq;
DROP SEQUENCE public.listing_feed_seq;
DROP TABLE public.listing_feed;
DROP TABLE public.listing_change;
