// Generated from test/http/openapi.json by ui/generate-client.ts: change that one.

import type { Rule } from './rule.ts';

export const listingRules = {
  '/name': { type: 'string', minLength: 1, maxLength: 500, required: true },
  '/description': { type: 'string', minLength: 1, maxLength: 50000, required: true },
  '/building_type': { type: 'string', enum: ['STUDIO', 'APARTMENT', 'HOUSE'], required: true },
  '/latest_price_eur': { type: 'number', minimum: 0, maximum: 999999999999.99, required: true },
  '/surface_area_m2': { type: 'number', minimum: 0, maximum: 1000000000, required: true },
  '/rooms_count': { type: 'integer', minimum: 1, maximum: 2147483647, required: true },
  '/bedrooms_count': { type: 'integer', minimum: 0, maximum: 2147483647, required: true },
  '/postal_address/street_address': { type: 'string', minLength: 1, maxLength: 500, required: true },
  '/postal_address/postal_code': { type: 'string', minLength: 1, maxLength: 20, required: true },
  '/postal_address/city': { type: 'string', minLength: 1, maxLength: 200, required: true },
  '/postal_address/country': { type: 'string', required: true },
  '/contact_phone_number': { type: 'string', pattern: '^\\+[1-9][0-9]{1,14}$', required: false },
  '/reference': { type: 'string', minLength: 1, maxLength: 200, required: false },
} as const satisfies Readonly<Record<string, Rule>>;

export const priceRules = {
  '/price_eur': { type: 'number', minimum: 0, maximum: 999999999999.99, required: true },
  '/reason': { type: 'string', minLength: 1, maxLength: 1000, required: false },
} as const satisfies Readonly<Record<string, Rule>>;
