import { type Static, Type } from 'typebox';

const instant = (description: string) => Type.String({ format: 'date-time', description });
const value = Type.Union([Type.String(), Type.Number(), Type.Null()]);

export const kinds = ['created', 'updated', 'corrected', 'deleted'] as const;

/** Members of a listing by their names in the feed; those of the address stand beside the others. */
export const members = [
  ...['name', 'description', 'building_type', 'street_address', 'postal_code', 'city', 'country'],
  ...['surface_area_m2', 'rooms_count', 'bedrooms_count', 'price_eur', 'contact_phone_number', 'reference'],
  'created_date',
] as const;

/** One committed write to one listing. */
export const Change = Type.Object(
  {
    cursor: Type.String({ description: 'The position of this change: a read with after=cursor begins behind it.' }),
    listing_id: Type.Integer({ minimum: 1 }),
    version: Type.Integer({ minimum: 1, description: 'The version that the change made of the listing.' }),
    kind: Type.String({ description: 'created, updated, corrected or deleted.', examples: [...kinds] }),
    effective_at: instant("The listing's updated_date after the change."),
    recorded_at: instant('When the database learnt of it.'),
    changed: Type.Record(Type.String(), Type.Object({ from: value, to: value }), {
      description: `What went from what to what, by member: ${members.join(', ')}. Personal data of a listing that was deleted since are null.`,
    }),
    prices: Type.Optional(
      Type.Array(
        Type.Object({
          effective_at: instant('The instant from which the price holds.'),
          recorded_at: instant('When the database learnt it.'),
          from: Type.Union([Type.Number(), Type.Null()], {
            description: 'What was stated for this instant before; null: nothing, or a void.',
          }),
          to: Type.Union([Type.Number(), Type.Null()], {
            description: 'The price in euros; null: none, it was voided.',
          }),
        }),
        { description: 'What was stated about prices of the past.' },
      ),
    ),
    actor: Type.String({ description: 'Who made the change.' }),
    reason: Type.Optional(Type.String({ description: 'Why, where a reason was given.' })),
  },
  { $id: 'Change', description: 'One committed write to one listing.' },
);
export type Change = Static<typeof Change>;
