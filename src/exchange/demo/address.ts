import type { DemoCountry, Place } from './places.ts';
import { between, type Choice, pick, type Random } from './random.ts';

export type DemoAddress = { street_address: string; postal_code: string; city: string; country: DemoCountry };

const streets: Readonly<Record<DemoCountry, Choice<string>>> = {
  FR: [
    'rue des Lilas',
    'rue Victor Hugo',
    'avenue Jean Jaurès',
    'rue de la République',
    'rue Pasteur',
    'quai de la Gare',
  ],
  ES: ['Calle Mayor', 'Calle del Sol', 'Avenida de la Constitución', 'Calle Cervantes', 'Paseo de la Estación'],
  IE: ['Main Street', 'Church Road', 'Patrick Street', 'The Quay', 'Station Road', 'Mill Lane'],
  DE: ['Lindenstraße', 'Goethestraße', 'Bahnhofstraße', 'Gartenweg', 'Schillerstraße', 'Am Markt'],
  IT: ['Via Garibaldi', 'Via Roma', 'Corso Italia', 'Via Dante', 'Viale dei Tigli', 'Via Mazzini'],
  PT: ['Rua das Flores', 'Avenida da República', 'Rua do Comércio', 'Rua de Camões', 'Travessa do Moinho'],
  BE: ['Stationsstraat', 'rue du Moulin', 'Kerkstraat', 'avenue des Tilleuls', 'Molenstraat', 'rue Haute'],
  NL: ['Kerkstraat', 'Molenweg', 'Stationsplein', 'Wilhelminastraat', 'Julianalaan', 'Oude Gracht'],
};

const numberFirst: ReadonlySet<DemoCountry> = new Set<DemoCountry>(['FR', 'IE']);

/** Of the countries whose regulator keeps numbers for fiction free, the part before the last three digits. */
const fictionNumbers: Readonly<Partial<Record<DemoCountry, Choice<string>>>> = {
  FR: ['+33199000', '+33261910', '+33353010', '+33465710', '+33536490', '+33639980'], // ARCEP, decision 2018-0881
  IE: ['+353209100', '+353209110'], // ComReg, 020 91x xxxx
  DE: ['+493023125', '+494066969', '+496990009', '+498999998'], // Bundesnetzagentur, notice 148/2021
};

export function drawAddress(random: Random, place: Place): DemoAddress {
  const { city, country } = place;
  const street = pick(random, streets[country]);
  const house = between(random, 1, 140);
  const street_address = numberFirst.has(country) ? `${house} ${street}` : `${street} ${house}`;
  return { street_address, postal_code: drawPostalCode(random, place), city, country };
}

/** Two in five have one, E.164; never that of a real person. */
export function drawPhoneNumber(random: Random, country: DemoCountry): string | null {
  const prefixes = fictionNumbers[country];
  if (!prefixes || random() >= 0.4) return null;
  return `${pick(random, prefixes)}${digits(random, 3)}`;
}

function drawPostalCode(random: Random, { country, postal }: Place): string {
  const area = drawArea(random, postal);
  switch (country) {
    case 'IE':
      return `${area} ${letters(random, 1, 'ACDEFHKNPRTVWXY')}${digits(random, 1)}${letters(random, 2, 'ACDEFHKNPRTVWXY')}`;
    case 'NL':
      return `${area} ${letters(random, 2, 'ABCDEGHJKLMNPRTVWXZ')}`;
    case 'PT':
      return `${area}-${digits(random, 3)}`;
    case 'FR':
    case 'ES':
    case 'DE':
    case 'IT':
    case 'BE':
      return area;
  }
}

function drawArea(random: Random, postal: string): string {
  const run = /^(\D*)(\d+)-\D*(\d+)$/.exec(postal);
  if (!run) return pick(random, postal.split(' ') as [string, ...string[]]);
  const [, letter = '', first = '', last = ''] = run;
  return letter + String(between(random, Number(first), Number(last))).padStart(first.length, '0');
}

function digits(random: Random, count: number): string {
  return letters(random, count, '0123456789');
}

function letters(random: Random, count: number, of: string): string {
  return Array.from({ length: count }, () => of[between(random, 0, of.length - 1)]).join('');
}
