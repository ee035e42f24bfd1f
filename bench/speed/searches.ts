const days = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().replace(/\.\d+/, '');

/** Each filter alone, with what buyers ask for. */
export const filters: Readonly<Record<string, string>> = {
  city: 'city=lyon',
  'city, a small one': 'city=liege',
  country: 'country=FR',
  postal_code: 'postal_code=750',
  'postal_code, whole': 'postal_code=75011',
  building_type: 'building_type=STUDIO,HOUSE',
  price_min: 'price_min=900000',
  price_max: 'price_max=120000',
  surface_min: 'surface_min=150',
  surface_max: 'surface_max=20',
  rooms_min: 'rooms_min=9',
  rooms_max: 'rooms_max=1',
  bedrooms_min: 'bedrooms_min=6',
  price_per_m2_max: 'price_per_m2_max=1800',
  created_since: `created_since=${days(60)}`,
  updated_since: `updated_since=${days(2)}`,
  'q, one word': 'q=perpinya',
  'q, two words': 'q=balcony+liege',
  reference: 'reference=demo-123456',
  ids: `ids=${Array.from({ length: 20 }, (_, n) => 1 + n * 13_007)}`,
  price_dropped_since: `price_dropped_since=${days(7)}`,
  min_drop_pct: `price_dropped_since=${days(7)}&min_drop_pct=5`,
  price_changed_since: `price_changed_since=${days(2)}`,
  ever_below: 'ever_below=60000',
  as_of: `as_of=${days(180)}`,
};

const names = ['id', 'created_date', 'updated_date', 'latest_price_eur', 'price_per_m2', 'surface_area_m2'];

/** Each order alone, each way. */
export const orders: Readonly<Record<string, string>> = Object.fromEntries([
  ...names.flatMap((name) => [name, `-${name}`]).map((sort) => [`sort ${sort}`, `sort=${sort}`]),
  ...['largest_drop', '-largest_drop'].map((sort) => [
    `sort ${sort}, 7 days`,
    `price_dropped_since=${days(7)}&sort=${sort}`,
  ]),
]);

/** What people ask for. */
export const combinations: Readonly<Record<string, string>> = {
  'flats to 350,000 in Lyon, cheapest first':
    'city=lyon&building_type=APARTMENT&price_max=350000&sort=latest_price_eur',
  'newest in Paris, 2 rooms or more': 'city=paris&rooms_min=2&sort=-created_date',
  'houses in Portugal, 100 m2 or more, cheapest per m2':
    'country=PT&building_type=HOUSE&surface_min=100&sort=price_per_m2',
  'cut by 3 % this week in Madrid, largest cut first': `city=madrid&price_dropped_since=${days(7)}&min_drop_pct=3&sort=largest_drop`,
  'a balcony in Berlin, 3 rooms, 300,000 to 600,000':
    'q=balcony&city=berlin&rooms_min=3&price_min=300000&price_max=600000',
  'postal code 690, changed in 30 days, newest change first': `postal_code=690&updated_since=${days(30)}&sort=-updated_date`,
};
