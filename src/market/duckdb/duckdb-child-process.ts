import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../errors.ts';
import { DuckDbFault } from './duckdb-fault.ts';
import { noRoom } from './no-room.ts';
import {
  type Answered,
  type Asked,
  type DuckDbSettings,
  type Question,
  type Table,
  tooLargeStatus,
} from './questions.ts';
import { newSpillFolder } from './spill-folder.ts';
import { UnreadableFile } from './unreadable-file.ts';

const program = fileURLToPath(new URL('./duckdb-child.ts', import.meta.url));
/** It has so long to end what was cancelled, or itself, in ms, before it is killed. */
const graceMs = 5_000;

type Pending = { resolve(table: Table): void; reject(error: unknown): void; cancelled: boolean };

/** One process of DuckDB, from its start to its end. */
export class DuckDbChildProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #spillFolder: string;
  #asked = 0;
  #hasEnded = false;
  #isBloated = false;

  constructor(settings: DuckDbSettings) {
    this.#spillFolder = newSpillFolder(settings.spillFolder);
    this.#child = fork(program, [], { serialization: 'advanced' });
    this.#child.on('message', (message: Answered) => this.#answered(message));
    this.#child.on('error', () => {
      if (this.#child.pid === undefined) this.#ended(null); // else its end follows
    });
    this.#child.once('exit', (status) => this.#ended(status));
    this.#tell({ kind: 'open', settings: { ...settings, spillFolder: this.#spillFolder } });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isAlive(): boolean {
    return this.#child.connected && !this.#hasEnded; // its channel may be closed later than it ends
  }

  /** Whether it keeps much memory, of a question that took too much: it is asked nothing more. */
  get isBloated(): boolean {
    return this.#isBloated;
  }

  /** How many questions it was asked. */
  get asked(): number {
    return this.#asked;
  }

  /** How many questions it has not answered. */
  get busy(): number {
    return this.#pending.size;
  }

  /** @returns the answer, and how it can be cancelled: it fails then */
  ask({ statements }: Question): { answer: Promise<Table>; cancel(): void } {
    this.#asked += 1;
    const id = this.#asked;
    const { promise, resolve, reject } = Promise.withResolvers<Table>();
    this.#pending.set(id, { resolve, reject, cancelled: false });
    this.#tell({ kind: 'ask', id, statements });
    return { answer: promise, cancel: () => this.#cancel(id) };
  }

  /** Ends it, whatever it is doing. */
  async end(): Promise<void> {
    if (this.#hasEnded) return;
    const ended = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  }

  #tell(message: Asked): void {
    this.#child.send(message, () => {}); // where it fails the process has ended, or is about to
  }

  #answered(answer: Answered): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.kind === 'failed' && answer.reason === 'too_large') this.#isBloated = true;
    if (answer.kind === 'rows') pending?.resolve(answer.table);
    else pending?.reject(failureOf(answer));
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    pending.cancelled = true;
    this.#tell({ kind: 'cancel', id });
    setTimeout(() => {
      if (this.#pending.has(id)) this.#child.kill('SIGKILL');
    }, graceMs).unref();
  }

  #ended(status: number | null): void {
    this.#hasEnded = true;
    rmSync(this.#spillFolder, { recursive: true, force: true }); // it could not, where it was killed
    const ended = new AppError('unavailable', 'The process that works out market figures ended: ask again.');
    const failure = status === tooLargeStatus ? tookTooMuch() : ended;
    for (const { reject, cancelled } of this.#pending.values()) reject(cancelled ? tookTooLong() : failure);
    this.#pending.clear();
  }
}

const advice = 'ask for fewer periods, longer ones, or fewer places';

function tookTooLong(): AppError {
  return new AppError('too_costly', `It takes longer than MARKET_TIME_LIMIT allows: ${advice}.`);
}

function tookTooMuch(): AppError {
  return new AppError('too_costly', `It takes more memory than MARKET_MEMORY allows: ${advice}.`);
}

function failureOf({ reason, message }: Extract<Answered, { kind: 'failed' }>): unknown {
  switch (reason) {
    case 'cancelled':
      return tookTooLong();
    case 'too_large':
      return tookTooMuch();
    case 'no_disk':
      return noRoom(new Error(`DuckDB: ${message}`));
    case 'unreadable':
      return new UnreadableFile(message);
    case 'fault':
      return new DuckDbFault(message);
  }
}
