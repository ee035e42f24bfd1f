import type { Config } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { type BookOptions, startOfDay } from '../exchange/demo/book.ts';
import { type DemoOptions, type Written, writeDemo } from '../exchange/demo/write-demo.ts';
import { interruption } from './interruption.ts';
import { progress } from './progress.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

export type DemoCommandOptions = Pick<BookOptions, 'listings' | 'seed'> & Partial<BookOptions> & { yes?: true };

const figure = new Intl.NumberFormat('en');
const usualPrices = 6;

/** Writes a synthetic book to the database of the settings. */
export async function demo(config: Config, options: DemoCommandOptions): Promise<ExitStatus> {
  const { listings, prices = listings * usualPrices, seed, until = startOfDay(Date.now()), yes } = options;
  const line = await withDatabase(config, (db) => write(db, { listings, prices, seed, until, amongOthers: yes }));
  process.stdout.write(`${line}\n`);
  return 0;
}

/** @returns a line about what was written. */
async function write(db: Database, book: DemoOptions): Promise<string> {
  const checkInterruption = interruption(db, 'what was written stays; delete it before writing another book');
  const shown = progress(process.stderr);
  const started = performance.now();
  try {
    const written = await db.session((session) =>
      writeDemo(session, book, (soFar) => {
        checkInterruption();
        shown.update(`${describe(soFar)} of ${figure.format(book.prices)}`);
      }),
    );
    return summary(written, book, (performance.now() - started) / 1_000);
  } catch (error) {
    checkInterruption();
    throw error;
  } finally {
    shown.done();
  }
}

function summary(written: Written, { seed, until }: BookOptions, seconds: number): string {
  const rate = figure.format(Math.round(written.prices / seconds));
  const origin = `seed ${seed}, until ${new Date(until).toISOString()}`;
  return `Wrote ${describe(written)} in ${seconds.toFixed(1)} s (${rate} prices/s), ${origin}.`;
}

function describe({ listings, prices }: Written): string {
  return `${figure.format(listings)} listings, ${figure.format(prices)} prices`;
}
