import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { AppError } from '../errors.ts';
import { checkHeader, toObservation } from './csv-columns.ts';
import { type Entry, longestEntryBytes } from './entry.ts';

/** Of one batch: handing each over by itself would take as long as reading it. */
const batchLength = 500;

type Parsed = { record: string[]; info: Info };

/**
 * The records of a CSV (RFC 4180) in UTF-8, with a header, in batches as they arrive. Spreadsheets of many countries write
 * semicolons for commas: the header tells.
 * @throws AppError `malformed` from where it cannot be read, `invalid` for its header
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>): AsyncGenerator<Entry[]> {
  const texts = decoded(bytes);
  const beginning = await headerOf(texts);
  const records = parse({
    ...{ info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true },
    ...{
      max_record_size: longestEntryBytes,
      record_delimiter: ['\r\n', '\n', '\r'],
      delimiter: delimiterOf(beginning),
    },
  });
  const whole = (async function* () {
    yield beginning;
    yield* texts;
  })();
  const feeding = pipeline(Readable.from(whole), records);
  feeding.catch(() => {}); // the reading fails as well
  try {
    yield* entriesOf(records);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = (cause as { lines?: number }).lines;
    const message = `The CSV cannot be read from line ${line} on (${cause.message}): nothing was written.`;
    throw new AppError('malformed', message, { cause });
  }
}

/** The text up to the end of the first line at least, or as much as a line may have. */
async function headerOf(texts: AsyncGenerator<string>): Promise<string> {
  let text = '';
  while (!/[\r\n]/.test(text.trimStart()) && text.length < longestEntryBytes) {
    const { done, value } = await texts.next();
    if (done) break;
    text += value;
  }
  return text;
}

/** Names of columns have none of them. */
function delimiterOf(beginning: string): string {
  const [header = ''] = beginning.trimStart().split(/[\r\n]/, 1);
  return [';', '\t'].find((delimiter) => header.includes(delimiter)) ?? ',';
}

async function* entriesOf(records: AsyncIterable<Parsed>): AsyncGenerator<Entry[]> {
  let header: string[] | undefined;
  let batch: Entry[] = [];
  const lines = new LineCount();
  for await (const { record, info } of records) {
    const line = lines.firstOf(record, info.lines);
    if (header === undefined) {
      checkHeader(record);
      header = record;
      continue;
    }
    const columns = header;
    batch.push({ line, read: () => toObservation(columns, record) });
    if (batch.length < batchLength) continue;
    yield batch;
    batch = [];
  }
  if (header === undefined) checkHeader([]);
  if (batch.length > 0) yield batch;
}

/** The parser counts a line end of two characters within a cell twice. */
class LineCount {
  #twice = 0;

  /** The first line of a record. @param counted as the parser counts, up to its last one */
  firstOf(record: readonly string[], counted: number): number {
    let [ends, characters] = [0, 0];
    for (const cell of record) {
      if (!/[\r\n]/.test(cell)) continue;
      ends += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
      characters += cell.match(/[\r\n]/g)?.length ?? 0;
    }
    this.#twice += characters - ends;
    return counted - this.#twice - ends;
  }
}

/** Without a byte order mark. @throws AppError `malformed` for what is no UTF-8 */
async function* decoded(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw cause;
    throw new AppError('malformed', 'The CSV is not in UTF-8: save it in that encoding. Nothing was written.', {
      cause,
    });
  }
}
