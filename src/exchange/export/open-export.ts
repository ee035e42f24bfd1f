import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as others } from 'node:timers/promises';
import { decodeFeedCursor } from '../../changes/feed-cursor.ts';
import { readChanges } from '../../changes/read-changes.ts';
import type { Database } from '../../db/database.ts';
import type { Snapshot } from '../../db/session.ts';
import { wholeLines } from './read-copied.ts';
import type { Format, RecordFormat } from './record-format.ts';

/** What is asked of a snapshot. */
export type ExportSource = (snapshot: Snapshot, cursor: string) => Promise<{ query: string; format: RecordFormat }>;

export type Export = {
  /** Of the feed at the moment of the snapshot: a copy that follows it from here on misses nothing. */
  cursor: string;
  /** It fails where the database is lost on the way: then what came is not all. */
  body: Readable;
  /** Settles when the database does nothing more for it; that may be later than the end of the body. */
  over: Promise<void>;
};

/** A file outlives the header of the answer that it came in: Parquet has its cursor among its key-value metadata, too. */
const cursorInFile = 'pricetrail.feed_cursor';

export type ExportOptions = {
  format: Format;
  /** Ends it. */
  signal?: AbortSignal;
  /** Told how many more rows are written. */
  onRows?: (count: number) => void;
};

/**
 * Begins to write rows of one moment, on a connection of its own, as fast as they are read; memory is flat. A change that
 * was committed at that moment and that the feed did not show yet is in both, the rows and what follows the cursor.
 * @throws AppError `unavailable`, and what the source throws
 */
export async function openExport(
  db: Pick<Database, 'snapshot'>,
  source: ExportSource,
  { format, signal, onRows = () => {} }: ExportOptions,
): Promise<Export> {
  const { promise, resolve, reject } = Promise.withResolvers<Export>();
  const body = new PassThrough().on('error', () => {}); // whoever reads it is told
  const left = new AbortController();
  body.once('close', () => body.writableFinished || left.abort());
  const until = signal ? AbortSignal.any([signal, left.signal]) : left.signal;
  const copy = async (snapshot: Snapshot) => {
    const { cursor, query, format: record } = await begin(snapshot, source);
    resolve({ cursor, body, over });
    const metadata = { [cursorInFile]: cursor };
    const rows = (chunks: AsyncIterable<Buffer>) => write(chunks, { record, format, onRows, metadata });
    const copied = snapshot.copyOut(query, format === 'parquet' ? 'binary' : 'text');
    await pipeline(copied, rows, body, { signal: until });
  };
  const work = db.snapshot(copy, { signal: until });
  const over = work.catch((error) => {
    reject(error);
    body.destroy(error);
  });
  return await promise;
}

/** The cursor of an export that would be begun now, whose rows nobody reads. @throws as `openExport` */
export async function readExportCursor(
  db: Pick<Database, 'snapshot'>,
  source: ExportSource,
  signal: AbortSignal,
): Promise<string> {
  return await db.snapshot(async (snapshot) => (await begin(snapshot, source)).cursor, { signal });
}

async function begin(snapshot: Snapshot, source: ExportSource) {
  const { next } = await readChanges(snapshot, { after: 'now' });
  return { cursor: next.after, ...(await source(snapshot, next.after)) };
}

type Writing = {
  record: RecordFormat;
  format: Format;
  onRows: (count: number) => void;
  metadata: Readonly<Record<string, string>>;
};

async function* write(chunks: AsyncIterable<Buffer>, options: Writing): AsyncGenerator<string | Buffer> {
  if (options.format !== 'parquet') return yield* writeLines(wholeLines(chunks), options);
  const { writeParquet } = await import('./parquet/write-parquet.ts'); // few ask for it, all wait for the start
  yield* writeParquet(chunks, { ...options.record, ...options });
}

async function* writeLines(texts: AsyncIterable<string>, { record, format, onRows }: Writing): AsyncGenerator<string> {
  if (format === 'csv') yield `${record.columns.map(({ name }) => name).join(',')}\r\n`;
  for await (const text of texts) {
    const rows = text.split('\n').map((line) => line.split('\t'));
    yield format === 'csv' ? record.csv(rows) : `${rows.map(record.json).join('\n')}\n`;
    onRows(rows.length);
    await others(); // the socket would be read 32 times in a row: they would wait for 2 MB
  }
}

/** Of the feed, by one of its cursors. */
export function epochOf(cursor: string): string {
  return decodeFeedCursor(cursor).epoch;
}
