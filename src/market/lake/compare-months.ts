import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Position } from '../../changes/changes.sql.ts';
import type { Snapshot } from '../../db/session.ts';
import type { Table } from '../duckdb/questions.ts';
import { changedSince, countChangedSince, selectPriceMonths, selectStateMonths } from './book-months.sql.ts';
import { priceMonths, stateMonths } from './lake-months.sql.ts';
import { pathsOf, type Workshop, wholeBookMs } from './make-layer.ts';
import type { Layer } from './manifest.ts';
import { differencesOf, type MonthDifference, type MonthFigures } from './month-figures.ts';

export type Compared = {
  /** Months of `effective_at` whose prices differ. */
  prices: readonly MonthDifference[];
  /** Months of `created_date` whose listings differ, in what they are or were. */
  listings: readonly MonthDifference[];
  /** How many rows of the database were compared. */
  compared: { prices: number; states: number };
  /** How many listings were changed after the lake's cursor, and left out. */
  leftOut: number;
};

export type Compare = {
  snapshot: Snapshot;
  layers: readonly Layer[];
  cursor: Position;
  signal?: AbortSignal | undefined;
};

/** Works out the figures of both sides at the same time, without the listings that were changed after a cursor. */
export async function compareMonths(workshop: Workshop, compare: Compare): Promise<Compared> {
  const { snapshot, cursor } = compare;
  const scratch = await mkdtemp(join(tmpdir(), 'pricetrail-verify-')); // the lake itself may be there to be read alone
  const leftOut = join(scratch, 'ids.csv');
  try {
    await pipeline(snapshot.copyOut(changedSince(cursor), 'csv'), createWriteStream(leftOut));
    const [lake, book] = await Promise.all([
      figuresOfLake(workshop, { ...compare, leftOut }),
      figuresOfBook(snapshot, cursor),
    ]);
    return {
      prices: differencesOf(book.prices, lake.prices),
      listings: differencesOf(book.states, lake.states),
      compared: { prices: total(book.prices), states: total(book.states) },
      leftOut: await countChangedSince(snapshot, cursor),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Figures = { prices: MonthFigures[]; states: MonthFigures[] };

async function figuresOfBook(snapshot: Snapshot, cursor: Position): Promise<Figures> {
  return { prices: await selectPriceMonths(snapshot, cursor), states: await selectStateMonths(snapshot, cursor) };
}

async function figuresOfLake(
  { store, duckdb }: Workshop,
  { layers, leftOut, signal }: Compare & { leftOut: string },
): Promise<Figures> {
  const paths = await pathsOf(store, layers);
  const ask = async (statement: string) =>
    await duckdb.ask({ statements: [statement] }, { limitMs: wholeBookMs, signal });
  return {
    prices: toFigures(await ask(priceMonths(paths, leftOut))),
    states: toFigures(await ask(stateMonths(paths, leftOut))),
  };
}

/** The columns are those that byMonth of lake-months.sql.ts names. */
function toFigures({ columns: [months = [], counts = [], voids = [], sums = [], hashes = []] }: Table): MonthFigures[] {
  return months.map((month, at) => ({
    month: Number(month),
    count: Number(counts[at]),
    void: Number(voids[at]),
    sum: String(sums[at]),
    hash: String(hashes[at]),
  }));
}

function total(figures: readonly MonthFigures[]): number {
  return figures.reduce((sum, { count }) => sum + count, 0);
}
