import { type Static, Type } from 'typebox';
import { AppError } from '../errors.ts';
import { ListingInput } from '../listings/listing.ts';
import { checked, checker } from '../wire/checker.ts';
import { clockSkewMs, parseInstant } from '../wire/instant.ts';
import { parseJson } from '../wire/json-text.ts';
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
 * Reads a line, by the rules of the API. `observed_at` comes back in UTC, cut to the millisecond.
 * @throws AppError `malformed` or `invalid`
 */
export function readObservation(
  line: Uint8Array,
  { now, begun }: ImportClock,
): Required<Pick<Observation, 'observed_at'>> & Observation {
  const observation = checked(observationChecker, parseJson(line), 'observation');
  const { observed_at } = observation;
  const instant = observed_at === undefined ? new Date(begun).toISOString() : parseInstant(observed_at);
  if (instant === undefined || Date.parse(instant) > now + clockSkewMs) {
    throw new AppError('invalid', `This is no valid observation: /observed_at is in the future (${observed_at}).`);
  }
  return { ...observation, observed_at: instant };
}
