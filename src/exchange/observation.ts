import { type Static, Type } from 'typebox';
import { ListingInput } from '../listings/listing.ts';
import { checked, checker, invalid } from '../wire/checker.ts';
import { clockSkewMs, parseInstant } from '../wire/instant.ts';
import { rfc3339Instant, text } from '../wire/schemas.ts';

/** A line of an import: a listing as its owner saw it at an instant. */
export const Observation = Type.Object(
  {
    ...ListingInput.properties,
    reference: text({ max: 200, description: "The owner's own id of the listing." }),
    observed_at: Type.Optional(rfc3339Instant('When the listing was so; left out: now.')),
  },
  { additionalProperties: false, $id: 'Observation' },
);
export type Observation = Static<typeof Observation>;

const observationChecker = checker(Observation);

/** The database's clock, in UTC milliseconds: now, and when the import began, which stands for an `observed_at` left out. */
export type ImportClock = { now: number; begun: number };

/**
 * What a line says, by the rules of the API. `observed_at` comes back in UTC, cut to the millisecond.
 * @throws AppError `invalid`
 */
export function readObservation(
  said: unknown,
  { now, begun }: ImportClock,
): Required<Pick<Observation, 'observed_at'>> & Observation {
  const observation = checked(observationChecker, said, 'observation');
  const { observed_at } = observation;
  const instant = observed_at === undefined ? new Date(begun).toISOString() : parseInstant(observed_at);
  if (instant === undefined || Date.parse(instant) > now + clockSkewMs) {
    const detail = `is in the future (${observed_at})`;
    throw invalid([{ pointer: '/observed_at', detail }], 'observation');
  }
  return { ...observation, observed_at: instant };
}
