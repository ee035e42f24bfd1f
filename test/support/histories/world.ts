import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { Instant } from '../../../src/db/values.ts';
import type { TestApi } from '../test-api.ts';
import { type Question, shifted } from './answers.ts';
import type { At, Slot } from './plan.ts';
import type { Written } from './replay.ts';

/** A question that was asked while writers were at work, and its answer. */
export type Asked = { path: string; question: Question; id: number; body: unknown };

/** What everybody in one history knows: who wrote what, and what they were answered. */
export type World = {
  api: TestApi;
  connections: pg.Pool;
  references: readonly [string, string];
  /** The listing of each reference, as far as anybody was told. */
  ids: [number | undefined, number | undefined];
  written: Written[];
  /** Instants that anybody stated or was told. */
  instants: Instant[];
  asked: Asked[];
};

export function idOf({ ids }: World, slot: Slot): number | undefined {
  return ids[slot];
}

export function slotOf({ references }: World, reference: string): Slot {
  return references[0] === reference ? 0 : 1;
}

/** The instant that a plan means now. It never is later than the clock. */
export function instantOf({ instants }: World, at: At): Instant {
  const now = new Date().toISOString();
  if ('ago' in at) return shifted(now, -at.ago);
  const beside = shifted(instants[at.beside % Math.max(instants.length, 1)] ?? now, at.by);
  return beside < now ? beside : now;
}

/** Notes a write that was answered, and the instants in it. */
export function note(world: World, write: Written, ...instants: Instant[]): void {
  world.written.push(write);
  world.instants.push(...instants);
}

export type Read = { status: number; headers: Record<string, unknown>; body: unknown };

/** A read of the API without a socket: there are very many of them. */
export async function read(app: FastifyInstance, path: string): Promise<Read> {
  const answer = await app.inject({ method: 'GET', url: path });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
}

/** Waits for all, also where one fails: what goes on by itself disturbs those that come after. */
export async function all<T>(works: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return await Promise.all(works);
}
