import type { ReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { AppError } from '../errors.ts';
import { importObservations } from '../exchange/import-observations.ts';
import { type ImportProgress, type ImportReport, reasonOf } from '../exchange/import-report.ts';
import { formatOf, type ImportCommandOptions } from './import-options.ts';
import { interruption } from './interruption.ts';
import { progress } from './progress.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const figure = new Intl.NumberFormat('en');
/** What an interruption leaves. */
const became = {
  nothing: 'nothing was written',
  perhaps: 'what may have been written stays; run it again to go on',
  some: 'what was written stays; run it again to go on',
};

/** Imports a file, or standard input for `-`. Exit status 1 if a line was refused. */
export async function importFile(config: Config, path: string, options: ImportCommandOptions): Promise<ExitStatus> {
  const { source, size } = await openSource(path);
  return await withDatabase(config, async (db) => {
    let written: keyof typeof became = 'nothing';
    const checkInterruption = interruption(
      db,
      () => became[written],
      (failure) => source.destroy(failure),
    );
    const shown = progress(process.stderr);
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1_000;
    try {
      const report = await importObservations(db, source, {
        ...options,
        format: options.format ?? formatOf(path),
        onRefused: (line, error) => shown.note(`line ${line}: ${reasonOf(error)}`),
        onBatch: async () => {
          if (written === 'nothing' && !options.dryRun) written = 'perhaps'; // until its commit is answered
        },
        onProgress: (state) => {
          if (state.phase === 'writing' && !options.dryRun) written = 'some';
          checkInterruption();
          const share = state.phase === 'reading' ? bytesRead(source) / size : state.done / state.references;
          shown.update(describe(state, { seconds: seconds(), share }));
        },
      });
      shown.done();
      process.stdout.write(summary(report, { path, seconds: seconds(), options }));
      return report.refused > 0 ? 1 : 0;
    } catch (error) {
      shown.done();
      checkInterruption();
      throw error;
    }
  });
}

/** The size is NaN where it is not known. */
async function openSource(path: string): Promise<{ source: Readable; size: number }> {
  if (path === '-') return { source: process.stdin, size: Number.NaN };
  const file = await openFile(path);
  const found = await file.stat();
  if (!found.isDirectory()) return { source: file.createReadStream(), size: found.isFile() ? found.size : Number.NaN };
  await file.close();
  throw new AppError('invalid', `${path} is a folder: name a file, or - for standard input.`);
}

/** Other errors name the file and what is wrong with it themselves. */
async function openFile(path: string): Promise<FileHandle> {
  return await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    throw new AppError('not_found', `There is no file ${path}.`, { cause: error });
  });
}

function bytesRead(source: Readable): number {
  return 'bytesRead' in source ? (source as ReadStream).bytesRead : Number.NaN;
}

function describe(state: ImportProgress, { seconds, share }: { seconds: number; share: number }): string {
  const percent = Number.isFinite(share) ? `, ${Math.floor(share * 100)} %` : '';
  if (state.phase === 'writing')
    return `writing: ${figure.format(state.done)} of ${figure.format(state.references)} listings${percent}`;
  const rate = figure.format(Math.round(state.lines / seconds));
  const left = share > 0 && seconds > 1 ? `, ${Math.ceil((seconds / share) * (1 - share))} s left` : '';
  return `reading: ${figure.format(state.lines)} lines, ${rate} lines/s, ${figure.format(state.refused)} refused${percent}${left}`;
}

type Run = { path: string; seconds: number; options: ImportCommandOptions };

function summary(report: ImportReport, { path, seconds, options }: Run): string {
  const what = path === '-' ? 'standard input' : basename(path);
  const rate = figure.format(Math.round(report.lines / seconds));
  const rows: [string, number][] = [
    ['lines', report.lines],
    ['listings created', report.created],
    ['listings updated', report.updated],
    ['listings unchanged', report.unchanged],
    ['prices added', report.pricesAdded],
    ['lines superseded', report.superseded],
    ['lines refused', report.refused],
  ];
  const table = rows.map(([name, count]) => `  ${name.padEnd(18)} ${figure.format(count).padStart(11)}\n`).join('');
  return `${verdict(report, options)} ${what} in ${seconds.toFixed(1)} s, ${rate} lines/s\n${table}`;
}

function verdict({ refused }: ImportReport, { strict, dryRun }: ImportCommandOptions): string {
  if (strict && refused > 0) return 'Nothing was written, since lines were refused (--strict):';
  return dryRun ? 'Nothing was written (--dry-run); this would be imported:' : 'Imported';
}
