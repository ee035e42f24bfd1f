import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { openExport } from '../exchange/export/open-export.ts';
import { changesExport, listingsExport, pricesExport } from '../exchange/export/sources.ts';
import type { ExportCommandOptions, Exported } from './export-options.ts';
import { interruption } from './interruption.ts';
import { findOutFile, writeWhole } from './out-file.ts';
import { progress } from './progress.ts';
import type { ExitStatus } from './run-command.ts';
import { isOutputClosed } from './standard-output.ts';
import { withDatabase } from './with-database.ts';

const sources = { listings: listingsExport, prices: pricesExport, changes: changesExport };
const figure = new Intl.NumberFormat('en');

/** Writes all rows of one moment into a file, which is there once it is whole, or to standard output. */
export async function exportRows(config: Config, what: Exported, options: ExportCommandOptions): Promise<ExitStatus> {
  const { format, out } = options;
  if (out === undefined) assertOpen();
  const found = out === undefined ? { format } : { format, out: await findOutFile(out) };
  return await withDatabase(config, (db) => exportFrom(db, what, found), { existing: true });
}

/** Writing to where nobody reads does not fail. */
function assertOpen(): void {
  if (!isOutputClosed()) return;
  const what = 'Standard output is closed: nobody would see what is exported.';
  throw new AppError('invalid', `${what} Name a file with --out, or send it to where it is read.`);
}

async function exportFrom(db: Database, what: Exported, { format, out }: ExportCommandOptions): Promise<ExitStatus> {
  const stop = new AbortController();
  let isBegun = false;
  interruption(
    db,
    () => (isBegun ? 'what was written is not whole; export it again' : 'nothing was written'),
    (failure) => stop.abort(failure),
  );
  const { signal } = stop;
  const shown = progress(process.stderr);
  const begun = performance.now();
  let rows = 0;
  const said = () => `${figure.format(rows)} ${what}, ${rate(rows, begun)}/s`;
  const onRows = (count: number) => {
    rows += count;
    shown.update(said());
  };
  let cursor: string;
  try {
    const opened = await openExport(db, sources[what]({}), { format, onRows, signal });
    cursor = opened.cursor;
    if (out !== undefined) await writeWhole(out, opened.body, signal);
    else {
      opened.body.once('data', () => {
        isBegun = true;
      });
      await toReader(opened.body, signal);
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    shown.done();
  }
  process.stderr.write(`Exported ${said()}; go on with GET /changes?after=${cursor}\n`);
  return 0;
}

/** One that closes the pipe, as head does, has had enough. */
async function toReader(body: Readable, signal: AbortSignal): Promise<void> {
  await pipeline(body, process.stdout, { signal }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

function rate(rows: number, begun: number): string {
  return figure.format(Math.round(rows / Math.max(0.001, (performance.now() - begun) / 1_000)));
}
