import { bytesOf, type Draft, shown } from './draft.ts';
import { assertOf, judge } from './judge.ts';
import type { MadeRequests } from './made-requests.ts';
import type { Operation } from './operations.ts';
import { CutOff, Sender } from './sender.ts';

const atOnce = 16;
/** Of so many that are odd one right one is sent too: each operation is to be done as well. */
const rightEvery = 8;
const mostFaults = 5;
/** What is longer may be cut off, in bytes: no header of the service may be so long, and no request. */
const [mostOfHead, mostTaken] = [20_000, 1_100_000];

/** What was seen of the answers. */
export type Seen = {
  statuses: Record<string, number>;
  /** Operations that a right request did. */
  done: Set<string>;
  slowest: { ms: number; what: string };
  faults: string[];
};

function nothingSeen(): Seen {
  return { statuses: {}, done: new Set(), slowest: { ms: 0, what: '' }, faults: [] };
}

/** Sends requests by their numbers, several at once, until all are answered or too much was wrong. */
export async function sendAll(base: string, made: MadeRequests, numbers: Iterator<number>): Promise<Seen> {
  const seen = nothingSeen();
  const work = async () => {
    const sender = new Sender(base);
    for (let next = numbers.next(); !next.done && seen.faults.length < mostFaults; next = numbers.next()) {
      if (next.value % rightEvery === 0) await sendRight(sender, made.right(next.value), seen);
      await sendOdd(sender, { made, number: next.value, seen });
    }
    sender.close();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return seen;
}

/** Sends right requests of each operation that was not done yet, until it is; gives up after some. */
export async function sendUntilDone(
  base: string,
  { made, seen, operations }: { made: MadeRequests; seen: Seen; operations: readonly Operation[] },
): Promise<void> {
  const sender = new Sender(base);
  for (const operation of operations) {
    for (let number = 1; !seen.done.has(operation.id) && number <= 50; number += 1) {
      await sendRight(sender, made.rightOf(operation, number), seen);
    }
  }
  sender.close();
}

async function sendRight(sender: Sender, draft: Draft, seen: Seen): Promise<void> {
  const { status, fault } = await send(sender, draft, seen);
  if (fault !== undefined) seen.faults.push(`a right request: ${fault}`);
  else if (status < 300) seen.done.add(draft.operation.id);
}

type Numbered = { made: MadeRequests; number: number; seen: Seen };

async function sendOdd(sender: Sender, { made, number, seen }: Numbered): Promise<void> {
  const { fault } = await send(sender, made.odd(number).draft, seen);
  if (fault !== undefined) seen.faults.push(`CASE=${number}: ${await smallest(sender, { made, number, seen }, fault)}`);
}

/** The fault of the request with as few oddities as it takes. */
async function smallest(sender: Sender, { made, number, seen }: Numbered, fault: string): Promise<string> {
  const without = new Set<number>();
  let found = fault;
  for (const place of made.odd(number).oddities.keys()) {
    const again = await send(sender, made.odd(number, new Set([...without, place])).draft, seen);
    if (again.fault === undefined) continue;
    without.add(place);
    found = again.fault;
  }
  const left = made.odd(number).oddities.filter((_, place) => !without.has(place));
  return `odd in its ${left.join(', ')}: ${found}`;
}

let sent = 0;

async function send(sender: Sender, draft: Draft, seen: Seen): Promise<{ status: number; fault?: string }> {
  sent += 1;
  const id = `sent-${sent}`;
  const bytes = bytesOf(draft, id);
  try {
    const { answer, ms } = await sender.send(bytes, draft.method);
    assertOf(answer, id);
    const problem = judge(answer, draft);
    const name = `${answer.status} ${problem ?? ''}`.trim();
    seen.statuses[name] = (seen.statuses[name] ?? 0) + 1;
    if (ms > seen.slowest.ms) seen.slowest = { ms, what: shown(bytes).slice(0, 300) };
    return { status: answer.status };
  } catch (error) {
    sender.close();
    const refused = error instanceof CutOff ? refusedUnsent(bytes) : undefined;
    if (refused !== undefined) {
      seen.statuses['cut off'] = (seen.statuses['cut off'] ?? 0) + 1;
      return { status: refused };
    }
    return { status: 0, fault: `${(error as Error).message.slice(0, 1_000)}\n${shown(bytes)}` };
  }
}

/** With what a request is refused before all of it is sent: its sender may see nothing but the end of the connection. */
function refusedUnsent(bytes: Buffer): number | undefined {
  if (bytes.indexOf('\r\n\r\n') > mostOfHead) return 431;
  return bytes.length > mostTaken ? 413 : undefined;
}
