import { Type } from 'typebox';
import { definitionOf, type Metric, metricNames } from './metrics.ts';

const groupMembers = {
  country: Type.String({ description: 'ISO 3166-1 alpha-2.' }),
  city: Type.String({ description: 'As most of its listings have it.' }),
  postal_code: Type.String({ description: 'As most of its listings have it.' }),
  building_type: Type.String(),
  rooms: Type.Integer({ description: 'Number of rooms.' }),
};

const figure = (metric: Metric) => {
  const { says, unit } = definitionOf(metric);
  return Type.Optional(Type.Number({ description: `${says} Unit: ${unit}.` }));
};

const figures = Object.fromEntries(metricNames.map((metric) => [metric, figure(metric)]));

export const SeriesRow = Type.Object(
  {
    period: Type.String({ format: 'date', description: 'The first day of the period, UTC.' }),
    ...Object.fromEntries(Object.entries(groupMembers).map(([name, schema]) => [name, Type.Optional(schema)])),
    count: Type.Integer({ description: 'Listings on offer at the end of the period, or now for the one that runs.' }),
    ...figures,
    hidden: Type.Optional(
      Type.Array(Type.String(), {
        description: 'Figures that are left out, since they would be of fewer than min_count.',
      }),
    ),
  },
  { $id: 'SeriesRow', description: 'Figures of one period, and of one group where by is given.' },
);

/** The types of its members in a Parquet file, by their names. */
export function columnTypes(members: readonly string[]): Record<string, string> {
  const fixed: Readonly<Record<string, string>> = {
    ...{ period: 'DATE', count: 'BIGINT', hidden: 'VARCHAR[]', rooms: 'INTEGER', listing_id: 'BIGINT' },
    ...{ listings_on_offer: 'BIGINT', new_listings: 'BIGINT', price_changes: 'BIGINT' },
    ...{ cuts: 'BIGINT', changes: 'BIGINT', changed_date: 'TIMESTAMP WITH TIME ZONE' },
  };
  return Object.fromEntries(
    members.map((name) => [name, fixed[name] ?? (name in groupMembers ? 'VARCHAR' : 'DOUBLE')]),
  );
}
