import { useMemo } from 'react';
import { useNumbers } from './use-numbers.ts';

/** What countries are called, by their ISO 3166-1 alpha-2 codes. */
export function useCountryName(): (code: string) => string {
  const { locale } = useNumbers();
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    return (code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code);
  }, [locale]);
}
