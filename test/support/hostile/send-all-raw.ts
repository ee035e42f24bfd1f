import { between, seededRandom } from '../../../src/exchange/demo/random.ts';
import { shown } from './draft.ts';
import { rawMessage } from './raw-messages.ts';
import { sendRawMessage } from './send-raw.ts';

/** Many wait for the time limit of what is cut off. */
const atOnce = 100;
const mostFaults = 5;

type SeenRaw = { statuses: Record<string, number>; resets: number; faults: string[] };

type Source = { seed: number; key: string };

/** Sends messages by their numbers, each on a connection of its own, some of them in pieces. */
export async function sendAllRaw(base: string, source: Source, numbers: Iterator<number>): Promise<SeenRaw> {
  const seen: SeenRaw = { statuses: {}, resets: 0, faults: [] };
  const work = async () => {
    for (let next = numbers.next(); !next.done && seen.faults.length < mostFaults; next = numbers.next()) {
      await sendOne(base, { ...source, number: next.value }, seen);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return seen;
}

async function sendOne(base: string, { seed, key, number }: Source & { number: number }, seen: SeenRaw): Promise<void> {
  const random = seededRandom(seed, number);
  const message = rawMessage(random, { id: `raw-${number}`, key });
  const pieces = random() < 0.7 ? 1 : between(random, 2, 40);
  try {
    const { answers, isReset } = await sendRawMessage(base, message, pieces);
    for (const { status } of answers) seen.statuses[status] = (seen.statuses[status] ?? 0) + 1;
    if (isReset) seen.resets += 1;
  } catch (error) {
    const { what, bytes } = message;
    seen.faults.push(`CASE=${number}: ${what}: ${(error as Error).message}\n${shown(bytes)}`);
  }
}
