import { useLingui } from '@lingui/react/macro';

/** What the members of a listing are called, by their names in the feed. */
export function useMembers(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    name: t`name`,
    description: t`description`,
    building_type: t`type`,
    street_address: t`street`,
    postal_code: t`postal code`,
    city: t`city`,
    country: t`country`,
    surface_area_m2: t`size`,
    rooms_count: t`rooms`,
    bedrooms_count: t`bedrooms`,
    contact_phone_number: t`phone number`,
    reference: t`reference`,
    created_date: t`date of listing`,
  };
}
