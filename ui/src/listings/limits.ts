import { searchRules } from '../api/search-rules.ts';
import { decimalsOf, readAmount, readNumber } from '../words/read-number.ts';

/** The numbers that a search is limited by. */
export const limitNames = ['price_min', 'price_max', 'surface_min', 'surface_max', 'rooms_min'] as const;
export type LimitName = (typeof limitNames)[number];

/** What is wrong with what was typed; `limit-fault.tsx` says it. */
export type LimitFault =
  | { kind: 'no-number' | 'not-whole' | 'negative' }
  | { kind: 'too-large'; most: number }
  /** More decimals than cents: who takes the decimal sign for one of groups means another number. */
  | { kind: 'too-fine'; meant: number }
  /** The other end of the range leaves nothing. */
  | { kind: 'above'; most: number }
  | { kind: 'below'; least: number };

const ranges = { price: ['price_min', 'price_max'], surface: ['surface_min', 'surface_max'] } as const;
export type RangeName = keyof typeof ranges;
type Limits = { readonly [Name in LimitName]?: string };

/** The ranges that nothing can be within, since they begin above their end. */
export function emptyRanges(limits: Limits): RangeName[] {
  return (['price', 'surface'] as const).filter((name) => {
    const [from, to] = ranges[name].map((end) => limits[end]);
    return from !== undefined && to !== undefined && Number(from) > Number(to);
  });
}

/** What is wrong with one end of a range that nothing can be within. */
export function rangeFault(name: LimitName, limits: Limits): LimitFault | undefined {
  for (const range of emptyRanges(limits)) {
    const [from, to] = ranges[range];
    if (name === from) return { kind: 'above', most: Number(limits[to]) };
    if (name === to) return { kind: 'below', least: Number(limits[from]) };
  }
  return undefined;
}

/** What an address says of a limit, if it can be one: digits, and a point before cents. */
export function limitIn(text: string | null, name: LimitName): string | undefined {
  const { maximum: most, type } = searchRules[name];
  const form = type === 'integer' ? /^\d+$/ : /^\d+(\.\d{1,2})?$/;
  return text !== null && form.test(text) && Number(text) <= most ? text : undefined;
}

/** What was typed, by the reader's locale. @returns a limit as the address says it, empty where nothing was typed */
export function readLimit(name: LimitName, text: string, locale: string): string | LimitFault {
  if (text.trim() === '') return '';
  const { maximum: most, minimum: least, type } = searchRules[name];
  const read = name.startsWith('price_') ? readAmount(text, locale) : readPlain(text, locale);
  if (read === undefined) return { kind: 'no-number' };
  const { value, decimals } = read;
  if (value < least) return { kind: 'negative' };
  if (value > most) return { kind: 'too-large', most };
  if (type === 'integer' && !Number.isInteger(value)) return { kind: 'not-whole' };
  return decimals > 2 ? { kind: 'too-fine', meant: Math.round(value * 10 ** decimals) } : String(value);
}

function readPlain(text: string, locale: string): ReturnType<typeof readAmount> {
  const value = readNumber(text, locale);
  return value === undefined ? undefined : { value, decimals: decimalsOf(text, locale) };
}
