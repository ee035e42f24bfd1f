/**
 * A number as people type or paste it: groups by spaces, apostrophes, dots or commas, the decimal sign of the reader's locale
 * or the other one where that can mean nothing else (`12,5` in English, `1.234,5` everywhere). Three digits after a single
 * sign are a group where the locale's decimal sign is the other one.
 * @returns undefined where no number is written, or where what is cannot be told
 */
export function readNumber(text: string, locale: string): number | undefined {
  const bare = bareOf(text);
  const decimal = decimalOf(bare, locale);
  if (decimal === 'neither') return undefined;
  const [whole = '', fraction, more] = decimal === undefined ? [bare] : bare.split(decimal);
  const isGrouped = /^-?\d{1,3}([.,])(\d{2,3}\1)*\d{3}$/.test(whole);
  if (more !== undefined || !(isGrouped || /^-?\d*$/.test(whole)) || !/^\d*$/.test(fraction ?? '')) return undefined;
  const digits = whole.replace(/[.,]/g, '');
  return /\d/.test(`${digits}${fraction ?? ''}`) ? Number(`${digits}.${fraction || '0'}`) : undefined;
}

/** How many decimals a number is written with: `450.000` has three in English, which is not what a price has. */
export function decimalsOf(text: string, locale: string): number {
  const bare = bareOf(text);
  const decimal = decimalOf(bare, locale);
  return decimal === undefined || decimal === 'neither' ? 0 : (bare.split(decimal)[1] ?? '').length;
}

/** The zeros that people leave out of large amounts: `200k`, `1,2 Mio.`, `350 k€`. */
const leftOut = [
  { as: /(k|tsd\.?)$/i, zeros: 3 },
  { as: /(m|mio\.?)$/i, zeros: 6 },
];

/**
 * An amount of money as people type it, also in thousands or millions.
 * @returns undefined where none is written; else also how many decimals it has, written out: more than cents may be a group
 */
export function readAmount(text: string, locale: string): { value: number; decimals: number } | undefined {
  const bare = bareOf(text);
  const { as = '', zeros = 0 } = leftOut.find(({ as }) => as.test(bare)) ?? {};
  const written = bare.replace(as, '');
  const value = readNumber(written, locale);
  if (value === undefined) return undefined;
  const decimals = Math.max(decimalsOf(written, locale) - zeros, 0);
  return { value: zeros > 0 ? Number((value * 10 ** zeros).toFixed(Math.min(decimals, 20))) : value, decimals };
}

function bareOf(text: string): string {
  return text.replace(/[\s'’_]|€|m²/g, '').replace('\u2212', '-');
}

type Sign = '.' | ',' | undefined;

function decimalOf(bare: string, locale: string): Sign | 'neither' {
  const signs = [...bare.matchAll(/[.,]/g)].map(([sign]) => sign);
  const last = signs.at(-1);
  if (last !== '.' && last !== ',') return undefined;
  const usual = decimalSign(locale);
  const times = signs.filter((sign) => sign === last).length;
  if (times < signs.length) return times === 1 ? last : 'neither';
  if (times > 1) return undefined;
  const looksGrouped = /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(bare);
  return last === usual || !looksGrouped ? last : undefined;
}

/** `.` or `,`. */
export function decimalSign(locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
}
