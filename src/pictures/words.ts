import { formatCount, formatDay, formatEuros, formatPercent, formatPercentChange } from '../drawing/numbers.ts';
import type { PriceStory } from '../drawing/price-story.ts';
import type { ChartWords } from '../drawing/step-chart-shape.ts';

/**
 * The languages of pictures. A closed set: each stands for one way of writing numbers, and formatters are kept, so that any tag
 * that a stranger thinks of would stay in memory.
 */
export const pictureLocales = ['en', 'fr', 'de'] as const;
export type PictureLocale = (typeof pictureLocales)[number];

type Counted = (count: number) => string;

export type PictureWords = ChartWords & {
  /** The tag that numbers and dates are written by. */
  format: string;
  cuts: Counted;
  rises: Counted;
  days: Counted;
  unchanged: string;
  unchangedSince: (day: string) => string;
  down: (percent: string, cuts: string, day: string) => string;
  up: (percent: string, day: string) => string;
  axisFrom: (price: string) => string;
  asking: (price: string) => string;
};

function counted(tag: string, one: string, other: string): Counted {
  const rules = new Intl.PluralRules(tag);
  return (count) => `${formatCount(count, tag)} ${rules.select(count) === 'one' ? one : other}`;
}

export const pictureWords: Readonly<Record<PictureLocale, PictureWords>> = {
  en: {
    format: 'en-GB',
    cuts: counted('en-GB', 'cut', 'cuts'),
    rises: counted('en-GB', 'rise', 'rises'),
    days: counted('en-GB', 'day', 'days'),
    unchanged: 'unchanged',
    unchangedSince: (day) => `Unchanged since ${day}`,
    down: (percent, cuts, day) => `Down ${percent} in ${cuts} since ${day}`,
    up: (percent, day) => `Up ${percent} since ${day}`,
    axisFrom: (price) => `The price axis starts at ${price}.`,
    asking: (price) => `Asking price ${price}`,
    lowFromTo: (price, from, to) => `Low ${price}, ${from} – ${to}`,
    lowOn: (price, day) => `Low ${price}, ${day}`,
    lowSince: (from) => `Lowest, since ${from}`,
  },
  fr: {
    format: 'fr-FR',
    cuts: counted('fr-FR', 'baisse', 'baisses'),
    rises: counted('fr-FR', 'hausse', 'hausses'),
    days: counted('fr-FR', 'jour', 'jours'),
    unchanged: 'inchangé',
    unchangedSince: (day) => `Inchangé depuis le ${day}`,
    down: (percent, cuts, day) => `En baisse de ${percent} en ${cuts} depuis le ${day}`,
    up: (percent, day) => `En hausse de ${percent} depuis le ${day}`,
    axisFrom: (price) => `L’axe des prix commence à ${price}.`,
    asking: (price) => `Prix demandé ${price}`,
    lowFromTo: (price, from, to) => `Minimum ${price}, ${from} – ${to}`,
    lowOn: (price, day) => `Minimum ${price}, ${day}`,
    lowSince: (from) => `Minimum, depuis le ${from}`,
  },
  de: {
    format: 'de-DE',
    cuts: counted('de-DE', 'Senkung', 'Senkungen'),
    rises: counted('de-DE', 'Erhöhung', 'Erhöhungen'),
    days: counted('de-DE', 'Tag', 'Tage'),
    unchanged: 'unverändert',
    unchangedSince: (day) => `Unverändert seit ${day}`,
    down: (percent, cuts, day) => `${percent} weniger seit ${day}, ${cuts}`,
    up: (percent, day) => `${percent} mehr seit ${day}`,
    axisFrom: (price) => `Die Preisachse beginnt bei ${price}.`,
    asking: (price) => `Angebotspreis ${price}`,
    lowFromTo: (price, from, to) => `Tiefster ${price}, ${from} – ${to}`,
    lowOn: (price, day) => `Tiefster ${price}, ${day}`,
    lowSince: (from) => `Tiefster, seit ${from}`,
  },
};

/** What became of a price, in one sentence without a stop. */
export function sentenceOf({ first, last, changePct: pct = 0, cuts, rises }: PriceStory, words: PictureWords): string {
  const since = formatDay(first.at, words.format);
  if (cuts + rises === 0) return words.unchangedSince(since);
  if (pct < 0) return words.down(formatPercent(pct, words.format), words.cuts(cuts), since);
  if (pct > 0) return words.up(formatPercent(pct, words.format), since);
  return words.asking(formatEuros(last.eur, words.format));
}

/** The parts of a badge, such as −8.4 %, 3 cuts, 127 days; of what never fell how often it rose. */
export function badgeParts({ changePct: pct, cuts, rises, daysOnOffer }: PriceStory, words: PictureWords): string[] {
  if (cuts + rises === 0) return [words.unchanged, words.days(daysOnOffer)];
  const change = pct === undefined ? [] : [formatPercentChange(pct, words.format)];
  return [...change, cuts > 0 ? words.cuts(cuts) : words.rises(rises), words.days(daysOnOffer)];
}
