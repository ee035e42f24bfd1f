import type { components, operations } from './schema.ts';

type Schemas = components['schemas'];

export type Listing = Schemas['Listing'];
export type ListingInput = Schemas['ListingInput'];
export type ListingPatch = Schemas['ListingPatch'];
export type Place = Schemas['Place'];
export type SeriesRow = Schemas['SeriesRow'];
export type BuildingType = 'STUDIO' | 'APARTMENT' | 'HOUSE';
export const buildingTypes = ['STUDIO', 'APARTMENT', 'HOUSE'] as const satisfies readonly BuildingType[];

export type ListingQuery = NonNullable<operations['listListings']['parameters']['query']>;
export type Price = Schemas['Price'];
export type PriceDetail = Schemas['PriceDetail'];
export type Change = Schemas['Change'];
export type Correction = Schemas['Correction'];
export type Standing = Schemas['Standing'];
export type Mover = Schemas['Mover'];
export type MoversQuery = NonNullable<operations['readMarketMovers']['parameters']['query']>;
export type FeedQuery = NonNullable<operations['readChanges']['parameters']['query']>;
export type SeriesQuery = operations['readMarketSeries']['parameters']['query'];
