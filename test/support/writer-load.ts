import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeToken, readToken } from '../../src/wire/consistency-token.ts';
import type { Abilities } from './abilities.ts';
import type { PrintedPrice, Reading, Write } from './history-checker.ts';
import { someListing } from './listings.ts';

/** What writers and readers of one service were told, for the checker; several loads one after the other add to it. */
export type LoadRecord = {
  writes: Write[];
  readings: Reading[];
  /** Ids of the listings whose creation was acknowledged. */
  listed: number[];
  /** Answers that are neither right nor a promised failure. */
  odd: string[];
  repeats: number;
  /** How far the database was after the latest of the writes, where the service says so. */
  position?: number;
};

export type LoadOptions = {
  base: string;
  abilities: Abilities;
  record: LoadRecord;
  /** What each request has beside, such as a key. */
  headers?: Record<string, string>;
  /** @default 32 */
  writers?: number;
  /** Longest pause of a writer between two writes, in ms. @default 40 */
  pauseMs?: number;
};

export type Load = {
  /** How many writes have been acknowledged. */
  acknowledged(): number;
  /** Lets every writer finish its write, then resolves. */
  stop(): Promise<void>;
};

export const emptyRecord = (): LoadRecord => ({ writes: [], readings: [], listed: [], odd: [], repeats: 0 });

const readers = 2;
const answerWithinMs = 20_000;
const giveUpAfterMs = 40_000;

/** Many writers at once, who create listings and change their prices; readers beside them read prices. */
export function startLoad({ writers = 32, pauseMs = 40, ...target }: LoadOptions): Load {
  let stopped = false;
  const whileWanted = async (work: () => Promise<void>) => {
    while (!stopped) {
      await work();
      await sleep(Math.random() * pauseMs);
    }
  };
  const running = [
    ...Array.from({ length: writers }, () => whileWanted(() => writeOnce(target))),
    ...Array.from({ length: readers }, () => whileWanted(() => readOnce(target))),
  ];
  return {
    acknowledged: () => target.record.writes.filter(({ outcome }) => outcome === 'acknowledged').length,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
    },
  };
}

type Target = Pick<LoadOptions, 'base' | 'abilities' | 'record' | 'headers'>;
type Sent = { method: string; path: string; body: unknown; key: string };

async function writeOnce(target: Target): Promise<void> {
  const { writes, listed } = target.record;
  const price = 1_000 + writes.length; // every price is another one's
  const listing = someListed(listed);
  const write: Write = {
    ...{ price, listing, creates: listing === undefined },
    ...{ sentAt: performance.now(), answeredAt: Number.NaN, outcome: 'unknown' },
  };
  writes.push(write);
  const isPatch = listing !== undefined && randomInt(3) > 0;
  const id = await sendUntilKnown(target, {
    method: listing === undefined ? 'POST' : isPatch ? 'PATCH' : 'PUT',
    path: listing === undefined ? '/listings' : `/listings/${listing}`,
    body: isPatch ? { latest_price_eur: price } : someListing({ latest_price_eur: price }),
    key: `"${randomUUID()}"`,
  });
  if (id === undefined) return;
  Object.assign(write, { listing: id, answeredAt: performance.now(), outcome: 'acknowledged' });
  if (write.creates) listed.push(id);
}

/** A listing that is there; undefined, to create one, for the first writers and then for one in 25. */
function someListed(listed: readonly number[]): number | undefined {
  if (listed.length < 8 || randomInt(25) === 0) return undefined;
  return listed[randomInt(listed.length)];
}

/** Sends a write, again with its key where that is safe. @returns the listing's id; undefined: nobody knows. */
async function sendUntilKnown(target: Target, sent: Sent): Promise<number | undefined> {
  const end = performance.now() + giveUpAfterMs;
  for (;;) {
    const id = await send(target, sent);
    if (id !== undefined) return id;
    if (!target.abilities.keys || performance.now() > end) return await pauseAfterFailure();
    target.record.repeats += 1;
    await pauseAfterFailure();
  }
}

async function send(
  { base, abilities, record, headers: more }: Target,
  { method, path, body, key }: Sent,
): Promise<number | undefined> {
  const headers = { ...more, 'content-type': 'application/json', 'idempotency-key': key };
  const init = { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(answerWithinMs) };
  const answer = await fetchJson(`${base}${path}`, init);
  if (answer === undefined || isPromisedFailure(answer, abilities)) return undefined;
  const { id, latest_price_eur } = answer.body as { id?: number; latest_price_eur?: number };
  const isRight =
    answer.status === (method === 'POST' ? 201 : 200) && JSON.stringify(body).includes(`${latest_price_eur}`);
  if (isRight) {
    notePosition(record, answer.headers);
    return id;
  }
  record.odd.push(`${method} ${path} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
  return undefined;
}

function notePosition(record: LoadRecord, headers: Headers): void {
  const position = readToken(Object.fromEntries(headers));
  if (position !== undefined) record.position = Math.max(record.position ?? 0, position);
}

async function readOnce({ base, abilities, record }: Target): Promise<void> {
  const listing = someListed(record.listed);
  if (listing === undefined) return;
  const sentAt = performance.now();
  const path = `/listings/${listing}/prices`;
  const headers = record.position === undefined ? {} : { 'consistency-token': encodeToken(record.position) };
  const answer = await fetchJson(`${base}${path}`, { headers, signal: AbortSignal.timeout(answerWithinMs) });
  if (answer?.status === 200) {
    const [prices, answeredAt] = [answer.body as PrintedPrice[], performance.now()];
    record.readings.push({ listing, sentAt, answeredAt, prices });
  } else if (answer && !isPromisedFailure(answer, abilities))
    record.odd.push(`GET ${path} was answered ${answer.status}`);
}

/** Less than Retry-After says, to have many writes at the moment the service is back. */
async function pauseAfterFailure(): Promise<undefined> {
  await sleep(50 + Math.random() * 100);
}

type JsonAnswer = { status: number; headers: Headers; body: unknown };

/** Undefined where the connection broke, before the answer or within it. */
async function fetchJson(url: string, init: RequestInit): Promise<JsonAnswer | undefined> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, headers: response.headers, body: await response.json() };
  } catch {
    return undefined;
  }
}

/** 503 that says when to come back, or 409 where the first request with this key is still under way. */
function isPromisedFailure({ status, headers }: JsonAnswer, { keys }: Abilities): boolean {
  return (status === 503 && /^\d+$/.test(headers.get('retry-after') ?? '')) || (keys && status === 409);
}
