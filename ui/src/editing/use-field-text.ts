import { useLingui } from '@lingui/react/macro';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { useCountries } from '../words/use-countries.ts';
import type { FieldName } from './fields.ts';

/** What stands in a field, in the reader's words; its unit stands in its label. */
export function useFieldText() {
  const { t } = useLingui();
  const types: Readonly<Record<string, string>> = useBuildingTypes();
  const countries = useCountries();
  return (name: FieldName, text: string): string => {
    if (text === '') return t`nothing`;
    if (name === '/building_type') return types[text] ?? text;
    if (name === '/postal_address/country') return countries.find(({ code }) => code === text)?.name ?? text;
    return text;
  };
}
