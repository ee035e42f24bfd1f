import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import type { LakeMaking, Step } from '../market/lake/lake-making.ts';
import type { Workshop } from '../market/lake/make-layer.ts';
import { closeLake, openLake } from '../market/open-lake.ts';
import { interruption } from './interruption.ts';
import { type Progress, progress } from './progress.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const againMs = 200;
/** What an interruption leaves. */
const became = {
  before: 'the lake is as it was',
  perhaps: 'the lake is as it was, or made already: pricetrail lake status tells',
};

export type LakeWork = { db: Database; making: LakeMaking; signal: AbortSignal; shown: Progress };

type Work = (given: LakeWork) => Promise<ExitStatus>;

/** Opens the database and the lake of the settings, and closes them after the work; `signal` ends it by Ctrl-C. */
export async function withLake(config: Config, work: Work): Promise<ExitStatus> {
  return await withOpened(config, work);
}

/** The same for work that needs no right to write to the lake. */
export async function withLakeToRead(config: Config, work: Work): Promise<ExitStatus> {
  return await withOpened(config, work, 'reading');
}

async function withOpened(config: Config, work: Work, only?: 'reading'): Promise<ExitStatus> {
  return await withDatabase(
    config,
    async (db) => {
      const stop = new AbortController();
      let made: keyof typeof became = 'before';
      let workshop: Workshop | undefined;
      const abandon = () => {
        db.abandon();
        void workshop?.store.close();
      };
      const checkInterruption = interruption(
        { abandon },
        () => became[made],
        (failure) => stop.abort(failure),
      );
      workshop = await openLake(config, only);
      const onStoring = () => {
        made = 'perhaps';
      };
      const shown = progress(process.stderr);
      try {
        return await work({ db, making: { ...workshop, db, onStoring }, signal: stop.signal, shown });
      } catch (error) {
        checkInterruption();
        throw error;
      } finally {
        shown.done();
        await closeLake(workshop);
      }
    },
    { existing: true },
  );
}

/** Does a step, as soon as no other process is at one. */
export async function takeTurn(
  { signal, shown }: LakeWork,
  step: () => Promise<Step>,
): Promise<NonNullable<Step>['manifest']> {
  for (;;) {
    const made = await step();
    if (made) return made.manifest;
    shown.update('waiting for another process that is at the lake');
    await sleep(againMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

const figure = new Intl.NumberFormat('en');

/** Such as `1,234`. */
export function inFigures(value: number): string {
  return figure.format(value);
}

/** Such as `12.3 MB`. */
export function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
