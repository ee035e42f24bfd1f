import { type Static, Type } from 'typebox';

const instant = (description: string) => Type.String({ format: 'date-time', description });
const euros = (description: string) => Type.Union([Type.Number(), Type.Null()], { description });

/** Something else stated about an instant that a price was stated for before. */
export const Correction = Type.Object(
  {
    effective_at: instant('The instant that both prices were stated for (valid time).'),
    recorded_at: instant('The instant at which the database learnt of the correction (transaction time).'),
    from: euros('What counted until then, in euros; null: nothing, it had been voided.'),
    to: euros('What took its place, in euros; null: nothing, it was voided.'),
    actor: Type.Optional(Type.String({ description: 'Who corrected it.' })),
    reason: Type.Optional(Type.String({ description: 'Why, where a reason was given.' })),
  },
  { $id: 'Correction', description: 'A price that was stated, and what was stated in its place later.' },
);
export type Correction = Static<typeof Correction>;
