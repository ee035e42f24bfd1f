/** A place as it is looked at: some or none of what names it. */
export type ChosenPlace = {
  city?: string | undefined;
  country?: string | undefined;
  postal_code?: string | undefined;
};

/** What of a question is its place, without what is not said. */
export function placeIn({ city, country, postal_code }: ChosenPlace) {
  return { ...(city && { city }), ...(country && { country }), ...(postal_code && { postal_code }) };
}

/** What a place is called, if one is said; the country where that is all that is said. */
export function placeName({ city, country, postal_code }: ChosenPlace): string | undefined {
  return [postal_code, city].filter(Boolean).join(' ') || country;
}
