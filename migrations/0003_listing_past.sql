-- Up Migration

-- What a listing was before its attributes changed. The current ones are in listing, prices in listing_price.
CREATE TABLE public.listing_past (
  listing_id bigint NOT NULL REFERENCES public.listing (id) ON DELETE CASCADE,
  version bigint NOT NULL,
  valid_from timestamptz(3) NOT NULL,
  valid_to timestamptz(3) NOT NULL,
  superseded_at timestamptz(3) NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  building_type text NOT NULL,
  street_address text NOT NULL,
  postal_code text NOT NULL,
  city text NOT NULL,
  country text NOT NULL,
  surface_area_m2 double precision NOT NULL,
  rooms_count integer NOT NULL,
  bedrooms_count integer NOT NULL,
  contact_phone_number text,
  reference text,
  PRIMARY KEY (listing_id, valid_to, version)
);

COMMENT ON TABLE public.listing_past IS
  'Attributes that listings had, each row one state that was superseded. Written by triggers; a listing that never changed but in its price has none.';
COMMENT ON COLUMN public.listing_past.listing_id IS 'Whose attributes they were; a listing takes them with it when it is deleted.';
COMMENT ON COLUMN public.listing_past.version IS 'The last version of the listing that had these attributes.';
COMMENT ON COLUMN public.listing_past.valid_from IS 'The instant from which they held (valid time).';
COMMENT ON COLUMN public.listing_past.valid_to IS 'The instant at which others took their place; never falls with the version.';
COMMENT ON COLUMN public.listing_past.superseded_at IS 'The instant at which the database learnt of the others (transaction time); never falls with the version.';
COMMENT ON COLUMN public.listing_past.name IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.description IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.building_type IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.street_address IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.postal_code IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.city IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.country IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.surface_area_m2 IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.rooms_count IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.bedrooms_count IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.contact_phone_number IS 'As in listing.';
COMMENT ON COLUMN public.listing_past.reference IS 'As in listing.';

-- A question about an instant from here on need not look for states of the past.
ALTER TABLE public.listing
  ADD COLUMN described_date timestamptz(3),
  ADD COLUMN recorded_date timestamptz(3) NOT NULL DEFAULT public.listing_clock();
ALTER TABLE public.listing ALTER COLUMN described_date TYPE timestamptz(3) USING created_date; -- no UPDATE: see 0001 on rules that rows break
ALTER TABLE public.listing ALTER COLUMN described_date SET DEFAULT public.listing_clock(), ALTER COLUMN described_date SET NOT NULL;
COMMENT ON COLUMN public.listing.described_date IS
  'Since when its attributes are what they are now: the end of its last state in listing_past, else its creation. Set by the database.';
COMMENT ON COLUMN public.listing.recorded_date IS
  'When the database learnt that it is as it is now; updated_date may be stated, or be later by the milliseconds that keep changes apart. Set by the database.';

-- Down Migration

ALTER TABLE public.listing DROP COLUMN described_date, DROP COLUMN recorded_date;
DROP TABLE public.listing_past;
