import { useLingui } from '@lingui/react/macro';
import type { FieldName } from './fields.ts';

/** What the members of a listing are called, with their units. */
export function useFieldWords(): Record<FieldName, string> {
  const { t } = useLingui();
  return {
    '/name': t`Name`,
    '/description': t`Description`,
    '/building_type': t`Type`,
    '/latest_price_eur': t`Price, €`,
    '/surface_area_m2': t`Size, m²`,
    '/rooms_count': t`Rooms`,
    '/bedrooms_count': t`Bedrooms`,
    '/postal_address/street_address': t`Street and number`,
    '/postal_address/postal_code': t`Postal code`,
    '/postal_address/city': t`City`,
    '/postal_address/country': t`Country`,
    '/contact_phone_number': t`Phone`,
    '/reference': t`Reference`,
  };
}
