import { constants } from 'node:os';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';

const signalNames = ['SIGINT', 'SIGTERM'] as const;
type SignalName = (typeof signalNames)[number];
/** How long what is under way may take after a signal, in ms: a database that went silent would be waited for for ever. */
const patienceMs = 5_000;

/** A command was told to end before it was done. Its status is that of a program which the signal ends, as shells tell it. */
export class Interrupted extends AppError {
  readonly status: number;

  constructor(name: SignalName, advice: string) {
    super('unavailable', `Interrupted by ${name}: ${advice}.`);
    this.status = 128 + constants.signals[name];
  }
}

/**
 * Lets a command end in order on SIGINT and SIGTERM: a function that throws once one has come, with the advice given.
 * `onSignal` is told of the failure at once. A second signal, whichever it is, ends the process at once.
 * @param db given up where what is under way does not end: the function throws the failure for what the work throws then
 * @param advice what became of the work: a function is asked when the failure is told
 */
export function interruption(
  db: Pick<Database, 'abandon'>,
  advice: string | (() => string),
  onSignal: (failure: Interrupted) => void = () => {},
): () => void {
  const failureOf = (name: SignalName) => new Interrupted(name, typeof advice === 'string' ? advice : advice());
  let came: SignalName | undefined;
  const heed = (name: SignalName) => {
    for (const each of signalNames) process.off(each, heed);
    came = name;
    onSignal(failureOf(name));
    setTimeout(() => db.abandon(), patienceMs).unref();
  };
  for (const name of signalNames) process.on(name, heed);
  return () => {
    if (came) throw failureOf(came);
  };
}
