import { between, type Choice, pick, type Random } from '../../../src/exchange/demo/random.ts';
import type { Schema } from './operations.ts';

const cities = ['Perpignan', 'Saint-Étienne', 'L’Hospitalet'] as const;
const days = ['2024-01-01', '2024-02-29', '2025-06-30'] as const;

/** Of what a schema only says that it is text. */
const byName: Readonly<Record<string, Choice<string>>> = {
  city: cities,
  country: ['FR', 'ES'],
  postal_code: ['66000', '08', '4200'],
  contact_phone_number: ['+33612345678'],
  url: ['http://127.0.0.1:9/hook'],
  from: days,
  to: ['2025-12-31', '2026-01-01'],
  listing_id: ['1', '2', '3'],
  q: ['mas', 'perpignan'],
  prefix: ['per', 'sa'],
};

/** A value that a schema takes. @param name of the member or parameter */
export function rightValue(random: Random, schema: Schema, name = ''): unknown {
  if (schema.anyOf) return rightValue(random, schema.anyOf[0] ?? {}, name);
  if (schema.enum) return schema.enum[between(random, 0, schema.enum.length - 1)];
  switch (schema.type) {
    case 'integer':
      return between(random, schema.minimum ?? 0, Math.min(schema.maximum ?? 40, (schema.minimum ?? 0) + 40));
    case 'number':
      return between(random, 0, 10_000) / 4;
    case 'boolean':
      return random() < 0.5;
    case 'array':
      return [rightValue(random, schema.items ?? {}, name)];
    case 'object':
      return rightObject(random, schema);
    default:
      return rightText(random, schema, name);
  }
}

function rightObject(random: Random, { properties = {}, required = [] }: Schema): Record<string, unknown> {
  const some = Object.entries(properties).filter(([name]) => required.includes(name) || random() < 0.3);
  return Object.fromEntries(some.map(([name, schema]) => [name, rightValue(random, schema, name)]));
}

function rightText(random: Random, { format }: Schema, name: string): string {
  if (format === 'date-time') return `${pick(random, days)}T0${between(random, 0, 9)}:00:00Z`;
  const known = byName[name];
  return known ? pick(random, known) : `Mas ${between(random, 0, 1_000_000)}`;
}
