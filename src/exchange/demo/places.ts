import type { Choice } from './random.ts';

export type DemoCountry = 'FR' | 'ES' | 'IE' | 'DE' | 'IT' | 'PT' | 'BE' | 'NL';

export type Place = {
  city: string;
  country: DemoCountry;
  /** Postal codes apart by spaces, or the first and the last of a run; of IE, NL and PT the part that names the area. */
  postal: string;
  /** About what a dwelling was offered at in 2024, in euros per m2. */
  eurPerM2: number;
  /** How much of the book is there. */
  weight: number;
};

export const places: Choice<Place> = [
  { city: 'Paris', country: 'FR', postal: '75001-75020', eurPerM2: 9_500, weight: 12 },
  { city: 'Marseille', country: 'FR', postal: '13001-13016', eurPerM2: 3_200, weight: 6 },
  { city: 'Lyon', country: 'FR', postal: '69001-69009', eurPerM2: 4_500, weight: 6 },
  { city: 'Toulouse', country: 'FR', postal: '31000 31100 31200 31300 31400 31500', eurPerM2: 3_400, weight: 5 },
  { city: 'Nice', country: 'FR', postal: '06000 06100 06200 06300', eurPerM2: 5_100, weight: 4 },
  { city: 'Nantes', country: 'FR', postal: '44000 44100 44200 44300', eurPerM2: 3_500, weight: 4 },
  { city: 'Bordeaux', country: 'FR', postal: '33000 33100 33200 33300 33800', eurPerM2: 4_300, weight: 4 },
  { city: 'Lille', country: 'FR', postal: '59000 59800', eurPerM2: 3_300, weight: 3 },
  { city: 'Strasbourg', country: 'FR', postal: '67000 67100 67200', eurPerM2: 3_700, weight: 3 },
  { city: 'Rennes', country: 'FR', postal: '35000 35200 35700', eurPerM2: 3_800, weight: 3 },
  { city: 'Perpignan', country: 'FR', postal: '66000 66100', eurPerM2: 1_900, weight: 2 },
  { city: 'Madrid', country: 'ES', postal: '28001-28055', eurPerM2: 5_100, weight: 9 },
  { city: 'Barcelona', country: 'ES', postal: '08001-08042', eurPerM2: 4_700, weight: 7 },
  { city: 'Valencia', country: 'ES', postal: '46001-46026', eurPerM2: 2_800, weight: 5 },
  { city: 'Sevilla', country: 'ES', postal: '41001-41020', eurPerM2: 2_500, weight: 4 },
  { city: 'Málaga', country: 'ES', postal: '29001-29018', eurPerM2: 3_300, weight: 4 },
  { city: 'Bilbao', country: 'ES', postal: '48001-48015', eurPerM2: 3_400, weight: 2 },
  { city: 'Dublin', country: 'IE', postal: 'D01-D18', eurPerM2: 5_400, weight: 5 },
  { city: 'Cork', country: 'IE', postal: 'T12 T23', eurPerM2: 3_700, weight: 2 },
  { city: 'Galway', country: 'IE', postal: 'H91', eurPerM2: 3_600, weight: 1 },
  { city: 'Limerick', country: 'IE', postal: 'V94', eurPerM2: 2_900, weight: 1 },
  {
    city: 'Berlin',
    country: 'DE',
    postal: '10115 10243 10405 10437 10623 10777 10961 12043 13353',
    eurPerM2: 4_900,
    weight: 8,
  },
  { city: 'Hamburg', country: 'DE', postal: '20095 20144 20251 20357 22041 22303 22765', eurPerM2: 5_800, weight: 5 },
  { city: 'München', country: 'DE', postal: '80331 80469 80634 80796 81241 81541 81667', eurPerM2: 8_300, weight: 5 },
  { city: 'Köln', country: 'DE', postal: '50667 50674 50733 50823 50931 50968', eurPerM2: 4_900, weight: 3 },
  {
    city: 'Frankfurt am Main',
    country: 'DE',
    postal: '60311 60318 60322 60385 60486 60594',
    eurPerM2: 5_700,
    weight: 3,
  },
  { city: 'Stuttgart', country: 'DE', postal: '70173 70176 70182 70190 70372', eurPerM2: 4_700, weight: 2 },
  { city: 'Leipzig', country: 'DE', postal: '04103 04105 04109 04155 04177 04229 04275', eurPerM2: 2_600, weight: 3 },
  { city: 'Milano', country: 'IT', postal: '20121-20162', eurPerM2: 5_400, weight: 6 },
  { city: 'Roma', country: 'IT', postal: '00135-00199', eurPerM2: 3_500, weight: 6 },
  { city: 'Torino', country: 'IT', postal: '10121-10156', eurPerM2: 2_000, weight: 3 },
  { city: 'Bologna', country: 'IT', postal: '40121-40141', eurPerM2: 3_500, weight: 2 },
  { city: 'Napoli', country: 'IT', postal: '80121-80147', eurPerM2: 2_800, weight: 3 },
  { city: 'Firenze', country: 'IT', postal: '50121-50145', eurPerM2: 4_300, weight: 2 },
  {
    city: 'Lisboa',
    country: 'PT',
    postal: '1000 1050 1100 1150 1200 1250 1300 1400 1500 1700',
    eurPerM2: 5_600,
    weight: 5,
  },
  { city: 'Porto', country: 'PT', postal: '4000 4050 4100 4150 4200 4300', eurPerM2: 3_700, weight: 3 },
  { city: 'Braga', country: 'PT', postal: '4700 4705 4710 4715', eurPerM2: 1_900, weight: 1 },
  { city: 'Faro', country: 'PT', postal: '8000 8005', eurPerM2: 3_000, weight: 1 },
  { city: 'Bruxelles', country: 'BE', postal: '1000 1020 1120 1130', eurPerM2: 3_400, weight: 4 },
  { city: 'Antwerpen', country: 'BE', postal: '2000 2018 2020 2030 2050 2060', eurPerM2: 2_700, weight: 3 },
  { city: 'Gent', country: 'BE', postal: '9000 9030 9040 9050', eurPerM2: 3_300, weight: 2 },
  { city: 'Liège', country: 'BE', postal: '4000 4020 4030', eurPerM2: 1_900, weight: 1 },
  { city: 'Amsterdam', country: 'NL', postal: '1011-1019', eurPerM2: 7_500, weight: 5 },
  { city: 'Rotterdam', country: 'NL', postal: '3011-3016', eurPerM2: 4_400, weight: 3 },
  { city: 'Utrecht', country: 'NL', postal: '3511-3515', eurPerM2: 5_300, weight: 2 },
  { city: 'Den Haag', country: 'NL', postal: '2511-2518', eurPerM2: 4_200, weight: 3 },
];
