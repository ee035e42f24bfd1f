-- Up Migration

-- Letters that are no other letter with an accent are spelled out: now the capital ß too, and those of Maltese, Sámi and
-- Icelandic. Writers wait: what they would write meanwhile would be in the indexes as it was folded before.
LOCK TABLE public.listing IN SHARE MODE;

CREATE OR REPLACE FUNCTION public.listing_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN lower(t COLLATE "C") COLLATE "default"
    WHEN t ~ '[ßẞæÆœŒþÞøØłŁđĐðÐıħĦŧŦŋŊ]' THEN lower(lower(translate(
      replace(replace(replace(replace(replace(replace(replace(replace(
        regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g'),
        'ß', 'ss'), 'ẞ', 'SS'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'), 'þ', 'th'), 'Þ', 'TH'),
      'øØłŁđĐðÐıħĦŧŦŋŊ', 'oOlLdDdDihHtTnN') COLLATE "C") COLLATE "default")
    ELSE replace(lower(lower(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "C") COLLATE "default"), 'ς', 'σ') END
$$;

UPDATE public.listing_words AS w
SET words = public.listing_words_of(concat_ws(' ', l.name, l.description, l.street_address, l.city))
FROM public.listing AS l
WHERE l.id = w.listing_id AND concat_ws(' ', l.name, l.description, l.street_address, l.city) ~ '[ẞþÞħĦŧŦŋŊ]';

DO $reindex$
BEGIN
  IF EXISTS (SELECT FROM public.listing WHERE city ~ '[ẞþÞħĦŧŦŋŊ]') THEN
    REINDEX INDEX public.listing_city;
    REINDEX INDEX public.listing_city_price;
  END IF;
  IF EXISTS (SELECT FROM public.listing WHERE postal_code ~ '[ẞþÞħĦŧŦŋŊ]') THEN
    REINDEX INDEX public.listing_postal_code;
  END IF;
END
$reindex$;

-- Down Migration

LOCK TABLE public.listing IN SHARE MODE;

CREATE OR REPLACE FUNCTION public.listing_fold(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length(t) = length(t) THEN lower(t COLLATE "C") COLLATE "default"
    WHEN t ~ '[ßæÆœŒøØłŁđĐðÐı]' THEN lower(lower(translate(
      replace(replace(replace(replace(replace(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g'),
        'ß', 'ss'), 'æ', 'ae'), 'Æ', 'AE'), 'œ', 'oe'), 'Œ', 'OE'),
      'øØłŁđĐðÐı', 'oOlLdDdDi') COLLATE "C") COLLATE "default")
    ELSE replace(lower(lower(regexp_replace(normalize(t, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "C") COLLATE "default"), 'ς', 'σ') END
$$;

UPDATE public.listing_words AS w
SET words = public.listing_words_of(concat_ws(' ', l.name, l.description, l.street_address, l.city))
FROM public.listing AS l
WHERE l.id = w.listing_id AND concat_ws(' ', l.name, l.description, l.street_address, l.city) ~ '[ẞþÞħĦŧŦŋŊ]';

DO $reindex$
BEGIN
  IF EXISTS (SELECT FROM public.listing WHERE city ~ '[ẞþÞħĦŧŦŋŊ]') THEN
    REINDEX INDEX public.listing_city;
    REINDEX INDEX public.listing_city_price;
  END IF;
  IF EXISTS (SELECT FROM public.listing WHERE postal_code ~ '[ẞþÞħĦŧŦŋŊ]') THEN
    REINDEX INDEX public.listing_postal_code;
  END IF;
END
$reindex$;
