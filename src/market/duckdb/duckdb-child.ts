import { rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { type DuckDBConnection, DuckDBInstance, type DuckDBResultReader } from '@duckdb/node-api';
import {
  type Answered,
  type Asked,
  type DuckDbSettings,
  type Question,
  type Reason,
  type Table,
  tooLargeStatus,
  type Value,
} from './questions.ts';
import { keepSpillFolder } from './spill-folder.ts';

// Answers questions in a process of its own (duckdb-process.ts): what takes all memory, or crashes, is this process, and it
// gives way to those that answer requests.

type AskedQuestion = Extract<Asked, { kind: 'ask' }>;
type UnderWay = { connection?: DuckDBConnection; ended?: Reason };

let instance: Promise<DuckDBInstance> | undefined;
let spillFolder: string | undefined;
const underWay = new Map<number, UnderWay>();

// Ctrl-C reaches every process of the terminal: the one that asks says when it is time to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('disconnect', () => {
  for (const { connection } of underWay.values()) connection?.interrupt(); // else the end waits for theirs
  process.exit();
});
process.on('message', (message: Asked) => {
  if (message.kind === 'open') {
    instance = open(message.settings);
    spillFolder = message.settings.spillFolder;
    guardMemory(message.settings);
  } else if (message.kind === 'cancel') end(underWay.get(message.id), 'cancelled');
  else void answer(message).then(tell);
});

function tell(answered: Answered): void {
  process.send?.(answered, undefined, undefined, () => {}); // nobody is there any more: it ends as well
}

async function open({ threads, memoryBytes, spillFolder, niceness }: DuckDbSettings): Promise<DuckDBInstance> {
  setPriority(niceness);
  process.on('exit', () => rmSync(spillFolder, { recursive: true, force: true }));
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: `${Math.floor(memoryBytes / 1_048_576)}MiB`,
    temp_directory: spillFolder,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run('SET GLOBAL parquet_metadata_cache = true'); // files never change
  connection.closeSync();
  return instance;
}

/** What is not at a statement at this moment is not interrupted by that: it looks before the next one. */
function end(asked: UnderWay | undefined, reason: Reason): void {
  if (!asked) return;
  asked.ended ??= reason;
  asked.connection?.interrupt();
}

/** Medians gather some hundred MB in a second. What does not end by being interrupted ends with the process. */
const guardMs = 50;

function guardMemory({ residentBytes }: DuckDbSettings): void {
  if (residentBytes === undefined) return;
  const look = () => {
    if (underWay.size === 0) return;
    const resident = process.memoryUsage.rss();
    if (resident > 1.5 * residentBytes) process.exit(tooLargeStatus);
    if (resident > residentBytes) for (const asked of underWay.values()) end(asked, 'too_large');
  };
  setInterval(look, guardMs).unref();
}

async function answer({ id, statements }: AskedQuestion): Promise<Answered> {
  const asked: UnderWay = {};
  underWay.set(id, asked);
  if (spillFolder !== undefined) keepSpillFolder(spillFolder);
  try {
    const connection = await (await instance)?.connect();
    if (!connection) throw new Error('it has not been opened');
    asked.connection = connection;
    try {
      return { kind: 'rows', id, table: await run(asked, statements) };
    } finally {
      connection.closeSync();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', id, reason: asked.ended ?? reasonOf(message), message };
  } finally {
    underWay.delete(id);
  }
}

async function run(asked: UnderWay, statements: Question['statements']): Promise<Table> {
  let reader: DuckDBResultReader | undefined;
  for (const statement of statements) {
    if (asked.ended) throw new Error('it was ended');
    const { sql, values } = typeof statement === 'string' ? { sql: statement, values: undefined } : statement;
    reader = await asked.connection?.runAndReadAll(sql, values && { ...values });
  }
  if (!reader) return { names: [], columns: [] };
  return { names: reader.deduplicatedColumnNames(), columns: reader.getColumnsJson() as Value[][] };
}

function reasonOf(message: string): Reason {
  if (/^INTERRUPT/i.test(message)) return 'cancelled';
  if (/No space left|Disk quota|Read-only file system|Failed to create directory/i.test(message)) return 'no_disk';
  if (/^Out of Memory|failed to offload|max_temp_directory_size/i.test(message)) return 'too_large';
  if (/No files found|Cannot open file|Parquet|magic bytes|TProtocol|ZSTD/i.test(message)) return 'unreadable';
  return 'fault';
}
