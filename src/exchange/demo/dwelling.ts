import type { ListingValues } from '../../listings/listings.sql.ts';
import { type Choice, pick, pickWeighted, type Random } from './random.ts';

export type Dwelling = Pick<ListingValues, 'surface_area_m2' | 'rooms_count' | 'bedrooms_count'> & {
  building_type: 'STUDIO' | 'APARTMENT' | 'HOUSE';
  /** `studio`, `3-room apartment` */
  kind: string;
};

type Sort = { type: Dwelling['building_type']; weight: number; smallest: number; largest: number; mostRooms: number };

const sorts: Choice<Sort> = [
  { type: 'STUDIO', weight: 18, smallest: 14, largest: 38, mostRooms: 1 },
  { type: 'APARTMENT', weight: 57, smallest: 28, largest: 150, mostRooms: 6 },
  { type: 'HOUSE', weight: 25, smallest: 62, largest: 260, mostRooms: 10 },
];
const roomM2 = 23;

const praise: Choice<string> = [
  'Bright',
  'Quiet',
  'Charming',
  'Sunny',
  'Renovated',
  'Modern',
  'Elegant',
  'Cosy',
  'Spacious',
];
const features: Choice<string> = [
  'Fitted kitchen and new windows',
  'Wooden floors and high ceilings',
  'A balcony to the south',
  'Freshly painted, ready to move in',
  'A cellar and a place for bicycles',
  'Double glazing and a recent boiler',
];
const surroundings: Choice<string> = [
  'Ten minutes on foot from the station.',
  'Shops and schools round the corner.',
  'In a calm street beside a park.',
  'The tram stops at the door.',
  'Near the market and the old town.',
];

export function drawDwelling(random: Random): Dwelling {
  const { type, smallest, largest, mostRooms } = pickWeighted(random, sorts);
  const drawn = smallest + (largest - smallest) * random() * (0.4 + 0.6 * random()); // more small ones than large ones
  const surface_area_m2 = Math.round(drawn * 2) / 2;
  const least = Math.min(mostRooms, type === 'HOUSE' ? 3 : 2);
  const rooms_count = Math.max(least, Math.min(mostRooms, Math.round(surface_area_m2 / roomM2)));
  const bedrooms_count = rooms_count - (rooms_count > 5 ? 2 : 1);
  const kind = type === 'STUDIO' ? 'studio' : `${rooms_count}-room ${type.toLowerCase()}`;
  return { building_type: type, surface_area_m2, rooms_count, bedrooms_count, kind };
}

export function drawWords(random: Random, { kind, surface_area_m2 }: Dwelling, city: string) {
  const first = pick(random, praise);
  return {
    name: `${first} ${kind} in ${city}`,
    description: `${first} ${kind} of ${surface_area_m2} m². ${pick(random, features)}. ${pick(random, surroundings)}`,
  };
}
