import { randomUUID } from 'node:crypto';
import type { Write } from './history-checker.ts';
import { someListing } from './listings.ts';
import type { Answer, TestApi } from './test-api.ts';
import type { LoadRecord } from './writer-load.ts';

export const operations = ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'] as const;
export type Operation = (typeof operations)[number];

/** A request about a listing of its own, which states a price of its own. */
export type Asked = { operation: Operation; listing: number; price: number; key: string; keyed: boolean };

const rightStatus = { POST: 201, PUT: 200, PATCH: 200, DELETE: 204, GET: 200 } as const;

export type Book = {
  /** Straight to the database. */
  api: TestApi;
  record: LoadRecord;
  /** A price that no other write states. */
  nextPrice(): number;
};

/** Makes the listing that the operation is about. */
export async function prepare(operation: Operation, { api, record, nextPrice }: Book): Promise<Asked> {
  const asked = { operation, listing: 0, price: nextPrice(), key: `"${randomUUID()}"`, keyed: false };
  if (operation === 'POST') return asked;
  const creation = { ...asked, operation: 'POST', key: `"${randomUUID()}"` } as const;
  const { body } = await askAndNote(creation, api.call, record);
  return { ...asked, listing: body.id, price: isChange(operation) ? nextPrice() : asked.price };
}

export async function ask({ operation, listing, price, key, keyed }: Asked, call: TestApi['call']): Promise<Answer> {
  const path = operation === 'POST' ? '/listings' : `/listings/${listing}`;
  const headers: Record<string, string> = keyed ? { 'idempotency-key': key } : {};
  const whole = { POST: true, PUT: true, PATCH: false, DELETE: false, GET: false }[operation];
  const body = whole ? someListing({ latest_price_eur: price }) : { latest_price_eur: price };
  return await call(operation, path, whole || operation === 'PATCH' ? body : undefined, headers);
}

/** Asks, and notes for the checker what a write was told. */
export async function askAndNote(asked: Asked, call: TestApi['call'], record: LoadRecord): Promise<Answer> {
  const { operation, price, listing } = asked;
  const creates = operation === 'POST';
  const write: Write = {
    ...{ price, creates, listing: creates ? undefined : listing },
    ...{ sentAt: performance.now(), answeredAt: Number.NaN, outcome: 'unknown' },
  };
  if (creates || isChange(operation)) record.writes.push(write);
  const answer = await ask(asked, call);
  if (isRight(asked, answer)) Object.assign(write, { answeredAt: performance.now(), outcome: 'acknowledged' });
  if (isRight(asked, answer) && creates) write.listing = answer.body.id;
  return answer;
}

export function isRight({ operation, price }: Asked, { status, body }: Answer): boolean {
  return status === rightStatus[operation] && (operation === 'DELETE' || body.latest_price_eur === price);
}

export function isChange(operation: Operation): boolean {
  return operation === 'PUT' || operation === 'PATCH';
}
