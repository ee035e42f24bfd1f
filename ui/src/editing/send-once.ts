import { ApiProblem } from '../api/problem.ts';
import { isDecisive, isUnknown, newKey } from '../api/write.ts';

/** What was sent while nobody knows whether it was made. */
export type Sent<Input> = {
  /** The Idempotency-Key of all of it: whatever of it arrives, one of it is made. */
  key: string;
  /** When the first of it was sent, in UTC milliseconds of the service's clock. */
  at: number;
  inputs: readonly Input[];
};

/** The service knows a key for 24 hours from its answer on; its time is told to the minute. */
const keyCountsMs = 23 * 3_600_000;
const toleranceMs = 60_000;

/**
 * Whether the service may have forgotten the key: sent again it would be made once more. Of what was sent in the future nobody
 * knows when that was.
 */
export function isForgotten({ at }: Pick<Sent<unknown>, 'at'>, now: number): boolean {
  return now - at >= keyCountsMs || at - now > toleranceMs;
}

/** What was made, and of what: it may be of what was sent before. */
export type Done<Input, Made> = { input: Input; made: Made };

/** What was sent before was made, and not what it was changed to since. */
export class MadeBefore extends Error {}

type Sending<Input, Made> = {
  sent: Sent<Input> | undefined;
  /** Told what is open by then: before anything is sent, and after it failed. */
  note: (open: Sent<Input> | undefined) => void;
  send: (input: Input, key: string) => Promise<Made>;
  /** The service's clock, in UTC milliseconds. */
  now: () => number;
};

/** Makes a write once, also one that was changed since it was sent first: the key of then makes one of them. */
export async function sendOnce<Input, Made>(
  input: Input,
  { sent, note, send, now }: Sending<Input, Made>,
): Promise<Done<Input, Made>> {
  const open = sent ?? { key: newKey(), at: now(), inputs: [] };
  note(adding(input, open));
  try {
    return { input, made: await send(input, open.key) };
  } catch (error) {
    const told = sent ?? { ...open, at: now() }; // the answer may be the first that told the time
    note(openAfter(error, input, { before: sent, now: adding(input, told) }));
    if (!isKeyReused(error)) throw error;
    return await madeBefore(error, { sent: without(input, adding(input, told)), note, send });
  }
}

/** One of what was sent before was made: the answer to that one is given again, to the others that the key is another's. */
async function madeBefore<Input, Made>(
  reused: unknown,
  { sent, note, send }: Omit<Sending<Input, Made>, 'now'>,
): Promise<Done<Input, Made>> {
  for (const input of sent?.inputs.toReversed() ?? []) {
    try {
      return { input, made: await send(input, sent?.key ?? '') };
    } catch (error) {
      if (isKeyReused(error)) continue;
      if (isDecisive(error)) note(undefined); // it was made, and deleted since
      throw error;
    }
  }
  throw reused;
}

function isKeyReused(error: unknown): boolean {
  return error instanceof ApiProblem && error.is('idempotency-key-reused');
}

type Open<Input> = { before: Sent<Input> | undefined; now: Sent<Input> };

function openAfter<Input>(error: unknown, input: Input, { before, now }: Open<Input>) {
  if (isUnknown(error)) return now;
  return isDecisive(error) ? without(input, now) : before;
}

function adding<Input>(input: Input, sent: Sent<Input>): Sent<Input> {
  return { ...sent, inputs: [...othersThan(input, sent), input] };
}

function without<Input>(input: Input, sent: Sent<Input>): Sent<Input> | undefined {
  const inputs = othersThan(input, sent);
  return inputs.length > 0 ? { ...sent, inputs } : undefined;
}

/** Members stand in the same order in all of them. */
function othersThan<Input>(input: Input, { inputs }: Sent<Input>): Input[] {
  return inputs.filter((each) => JSON.stringify(each) !== JSON.stringify(input));
}
