// Generated from test/http/openapi.json by ui/generate-client.ts: change that one.

import type { Rule } from './rule.ts';

export const searchRules = {
  limit: { type: 'integer', minimum: 1, maximum: 1000, required: false },
  price_min: { type: 'number', minimum: 0, maximum: 999999999999.99, required: false },
  price_max: { type: 'number', minimum: 0, maximum: 999999999999.99, required: false },
  surface_min: { type: 'number', minimum: 0, maximum: 1000000000, required: false },
  surface_max: { type: 'number', minimum: 0, maximum: 1000000000, required: false },
  rooms_min: { type: 'integer', minimum: 0, maximum: 2147483647, required: false },
  rooms_max: { type: 'integer', minimum: 0, maximum: 2147483647, required: false },
  bedrooms_min: { type: 'integer', minimum: 0, maximum: 2147483647, required: false },
  price_per_m2_max: { type: 'number', minimum: 0, maximum: 999999999999.99, required: false },
  min_drop_pct: { type: 'number', minimum: 0, maximum: 100, required: false },
  ever_below: { type: 'number', minimum: 0, maximum: 999999999999.99, required: false },
} as const satisfies Readonly<Record<string, Rule>>;
