import type { ChosenPlace } from './chosen-place.ts';

/** What a place is called where it is chosen; empty where none is. */
export function placeWords({ city, country, postal_code }: ChosenPlace): string {
  return [[postal_code, city].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
}

/** Whether a text is all of a name of a place, by what does not matter to the API either: case, accents, hyphens. */
export function isNamed({ city = '', country = '', postal_code }: ChosenPlace, text: string): boolean {
  const names = postal_code === undefined ? [city] : [postal_code, `${postal_code} ${city}`];
  const typed = plain(text);
  return names.some((name) => name !== '' && [name, `${name}, ${country}`].some((each) => plain(each) === typed));
}

/** The one place that a text names. */
export function namedBy<Place extends ChosenPlace>(text: string, places: readonly Place[]): Place | undefined {
  const [named, ...others] = places.filter((place) => isNamed(place, text));
  return others.length === 0 ? named : undefined;
}

function plain(text: string): string {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return bare
    .replace(/[\s'’-]+/g, ' ')
    .replace(/ ?, ?/g, ',')
    .trim();
}
