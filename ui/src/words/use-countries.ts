import { useMemo } from 'react';
import { countryCodes } from '../../../src/listings/countries.ts';
import { useNumbers } from './use-numbers.ts';

/** The countries that the API knows, by their names in the reader's language, in its order. */
export function useCountries(): readonly { code: string; name: string }[] {
  const { locale } = useNumbers();
  return useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'region' });
    const countries = [...countryCodes].map((code) => ({ code, name: names.of(code) ?? code }));
    const { compare } = new Intl.Collator(locale);
    return countries.toSorted((a, b) => compare(a.name, b.name));
  }, [locale]);
}
