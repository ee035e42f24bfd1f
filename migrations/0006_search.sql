-- Up Migration

-- What listings are found by. Triggers keep it (0007); it can always be derived again from listing and listing_price.

DO $check$
DECLARE
  unsearchable text;
BEGIN
  SELECT string_agg(id::text, ', ') INTO unsearchable
  FROM (SELECT id FROM public.listing
    WHERE octet_length(city) > 800 OR octet_length(postal_code) > 200 OR octet_length(country) > 200 OR octet_length(building_type) > 200
    ORDER BY id LIMIT 20) AS odd;
  IF unsearchable IS NOT NULL THEN
    RAISE EXCEPTION 'These listings have a city of more than 800 bytes, or a postal code, country or building type of more than 200: %',
      unsearchable USING HINT = 'Give them a real value, then start again. Nothing was changed.';
  END IF;
END
$check$;

-- ASCII, which most text is, takes a tenth of the time. Letters that are no other letter with an accent are spelled out,
-- where there are any. ASCII is lowered first, so that no locale makes another letter of I. In a database that is not in
-- UTF-8 accents stay.
CREATE FUNCTION public.listing_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN lower(t COLLATE "C") COLLATE "default"
    WHEN t ~ '[ßæÆœŒøØłŁđĐðÐı]' THEN lower(lower(translate(
      replace(replace(replace(replace(replace(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g'),
        'ß', 'ss'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'),
      'øØłŁđĐðÐı', 'oOlLdDdDi') COLLATE "C") COLLATE "default")
    ELSE replace(lower(lower(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "C") COLLATE "default"), 'ς', 'σ') END
$$;
COMMENT ON FUNCTION public.listing_fold(text) IS 'A text without accents and case: two that differ in nothing else become the same.';

CREATE FUNCTION public.listing_place_key(city text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT btrim(replace(replace(replace(translate(public.listing_fold(city), E'-''.’‘‐–—\t\n\r', '           '),
    '  ', ' '), '  ', ' '), '  ', ' '))
$$;
COMMENT ON FUNCTION public.listing_place_key(text) IS 'What a city is found by: Saint-Étienne is saint etienne.';

CREATE FUNCTION public.listing_postal_key(postal_code text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT translate(public.listing_fold(postal_code), E' -./\t', '')
$$;
COMMENT ON FUNCTION public.listing_postal_key(text) IS 'What a postal code is found by: SW1A 1AA is sw1a1aa.';

CREATE FUNCTION public.listing_price_per_m2(price numeric, surface_area_m2 double precision) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT price::double precision / CASE WHEN surface_area_m2 >= 0.01 THEN surface_area_m2 END
$$;
COMMENT ON FUNCTION public.listing_price_per_m2(numeric, double precision) IS
  'EUR per m2; null where there is no surface, or less than 0.01 m2: the quotient could be beyond what a number holds.';

-- Letters, digits and marks stay, whatever the locale says of them: the ranges are those of the other characters, in ASCII,
-- Latin-1, and from U+2000 on those of punctuation, symbols and pictures.
CREATE FUNCTION public.listing_split(t text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_remove(string_to_array(regexp_replace(public.listing_fold(t),
    '[\u0001-\u001f!-/:-@\[-`{-\u00bf\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff]',
    ' ', 'g'), ' '), '')
$$;
COMMENT ON FUNCTION public.listing_split(text) IS 'A text without accents and case, cut at spaces, punctuation and symbols.';

CREATE FUNCTION public.listing_long_words_of(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(array_agg(left(word, 100))) FROM unnest(public.listing_split(t)) AS word
$$;
COMMENT ON FUNCTION public.listing_long_words_of(text) IS 'The words of a text, of very long ones their beginning.';

-- Cutting takes two thirds of the time of to_tsvector, which has a parser. A word of a tsvector has at most 2046 bytes, which
-- array_to_tsvector does not look at: it would store a part of a character. Folded, a character has 33 bytes at most. Functions
-- of one expression become part of the statement: one with a FROM takes 0.2 ms a call.
CREATE FUNCTION public.listing_words_of(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN t ~ '\S{61}' THEN coalesce(public.listing_long_words_of(t), '')
    ELSE array_to_tsvector(public.listing_split(t)) END
$$;
COMMENT ON FUNCTION public.listing_words_of(text) IS 'The words of a text, without accents, case and punctuation.';

CREATE FUNCTION public.listing_words_sought(q text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(format(CASE WHEN length(word) < 3 THEN '''%s''' ELSE '''%s'':*' END, word), ' & ')::tsquery
  FROM unnest(tsvector_to_array(public.listing_words_of(q))) AS word
$$;
COMMENT ON FUNCTION public.listing_words_sought(text) IS
  'Finds what has every word of a text; one of three letters or more may be the beginning of a longer one. Null: it has no word.';

-- Words apart, since a change of the price writes the whole row of listing and an entry in each of its indexes.
CREATE TABLE public.listing_words (
  listing_id bigint PRIMARY KEY REFERENCES public.listing (id) ON DELETE CASCADE,
  words tsvector NOT NULL
);
COMMENT ON TABLE public.listing_words IS 'The words that listings are found by. Written by triggers.';
COMMENT ON COLUMN public.listing_words.listing_id IS 'Whose words they are; a listing takes them with it when it is deleted.';
COMMENT ON COLUMN public.listing_words.words IS 'Those of name, description, street and city.';
INSERT INTO public.listing_words (listing_id, words)
SELECT id, public.listing_words_of(concat_ws(' ', name, description, street_address, city)) FROM public.listing;
CREATE INDEX listing_words_words ON public.listing_words USING gin (words);

CREATE FUNCTION public.listing_first_price(of_listing bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT price_eur FROM (
    SELECT DISTINCT ON (effective_at) effective_at, price_eur FROM public.listing_price
    WHERE listing_id = of_listing ORDER BY effective_at, recorded_at DESC
  ) AS stated
  WHERE price_eur IS NOT NULL ORDER BY effective_at LIMIT 1
$$;
COMMENT ON FUNCTION public.listing_first_price(bigint) IS 'The first price of a listing, as known now.';

-- One index for each order that pages have. A new price writes an entry in each index, 5 to 9 µs: so there is none for
-- what another one serves. That of the kinds has few distinct entries, each with all its rows: even where its first
-- columns are not asked for, all of it is read in milliseconds. Of the lowest prices it has those that were lower once.
CREATE INDEX listing_created_date ON public.listing (created_date, id);
CREATE INDEX listing_updated_date ON public.listing (updated_date, id);
CREATE INDEX listing_price_order ON public.listing (price, id);
CREATE INDEX listing_price_per_m2_order ON public.listing (public.listing_price_per_m2(price, surface_area_m2), id);
CREATE INDEX listing_surface_area_m2 ON public.listing (surface_area_m2, id);
CREATE INDEX listing_city ON public.listing (public.listing_place_key(city) text_pattern_ops, id) INCLUDE (city, country);
CREATE INDEX listing_city_price ON public.listing (public.listing_place_key(city) text_pattern_ops, price, id);
CREATE INDEX listing_postal_code ON public.listing (public.listing_postal_key(postal_code) text_pattern_ops, id)
  INCLUDE (postal_code, city, country);
CREATE INDEX listing_kind ON public.listing (building_type, country, rooms_count, bedrooms_count);
CREATE INDEX listing_price_date ON public.listing (price_date, id) INCLUDE (price, previous_price, previous_price_date)
  WHERE previous_price IS NOT NULL;
CREATE INDEX listing_lower_once ON public.listing (lowest_price) WHERE lowest_price < price;

-- A table that was analyzed while it was empty has plans for an empty one kept by sessions while it fills.
DO $analyze$
BEGIN
  IF EXISTS (SELECT FROM public.listing) THEN
    ANALYZE public.listing, public.listing_words;
  END IF;
END
$analyze$;

-- Down Migration

DROP TABLE public.listing_words;
DROP INDEX public.listing_lower_once, public.listing_price_date, public.listing_kind, public.listing_postal_code, public.listing_city_price, public.listing_city,
  public.listing_surface_area_m2, public.listing_price_per_m2_order, public.listing_price_order, public.listing_updated_date,
  public.listing_created_date;
DROP FUNCTION public.listing_first_price;
DROP FUNCTION public.listing_words_sought;
DROP FUNCTION public.listing_words_of;
DROP FUNCTION public.listing_long_words_of;
DROP FUNCTION public.listing_split;
DROP FUNCTION public.listing_price_per_m2;
DROP FUNCTION public.listing_postal_key;
DROP FUNCTION public.listing_place_key;
DROP FUNCTION public.listing_fold;
