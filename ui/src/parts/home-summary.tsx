import { Plural } from '@lingui/react/macro';
import { buildingTypes, type Listing } from '../api/types.ts';
import { useBuildingTypes } from '../words/use-building-types.ts';
import { useNumbers } from '../words/use-numbers.ts';

/** What kind of home it is, how large, with how many rooms. */
export function HomeSummary({ listing }: { listing: Listing }) {
  const numbers = useNumbers();
  const types = useBuildingTypes();
  const { building_type: name, rooms_count: rooms } = listing;
  const type = buildingTypes.find((each) => each === name);
  return (
    <>
      {type ? types[type] : name}, {numbers.surface(listing.surface_area_m2)},{' '}
      <Plural value={rooms} one="# room" other="# rooms" />
    </>
  );
}

/** Where it is, in one line. */
export function addressLine({ postal_address: address }: Listing): string {
  return `${address.street_address}, ${address.postal_code} ${address.city}, ${address.country}`;
}
