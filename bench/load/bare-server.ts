import fastify from 'fastify';
import { Listing } from '../../src/listings/listing.ts';

// What HTTP itself costs: Fastify with one route that answers a fixed listing, written by its schema, without a database.

const listing: Listing = {
  id: 4711,
  name: 'Sunny 3-room apartment in Perpignan',
  description: 'Sunny 3-room apartment of 70.5 m². A balcony to the south. The tram stops at the door.',
  building_type: 'APARTMENT',
  latest_price_eur: 143_500,
  surface_area_m2: 70.5,
  rooms_count: 3,
  bedrooms_count: 2,
  contact_phone_number: '+33612345678',
  postal_address: { street_address: '12 rue des Lilas', postal_code: '66000', city: 'Perpignan', country: 'FR' },
  reference: 'demo-004711',
  created_date: '2024-01-12T09:23:36.000Z',
  updated_date: '2026-01-12T09:23:36.000Z',
};

const app = fastify({ logger: { level: 'silent' } });
app.get('/listings/:id', { schema: { response: { 200: Listing } } }, async () => listing);
process.stdout.write(`ready: ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
