import { startAgain } from '../../changes/feed-cursor.ts';
import type { Database } from '../../db/database.ts';
import type { Session } from '../../db/session.ts';
import { AppError } from '../../errors.ts';
import type { Broker } from './broker.ts';
import { BrokerAway, BrokerLine } from './broker-line.ts';
import { Failures } from './failures.ts';
import { pause } from './pause.ts';
import { claimRelay } from './relay.sql.ts';
import { type RelaySettings, relayPage } from './relay-page.ts';
import { type From, startingPoint } from './starting-point.ts';

export type RelayOptions = RelaySettings & {
  db: Pick<Database, 'session'>;
  open: () => Promise<Broker>;
  /** Undefined: where it stopped. */
  from: From | undefined;
  /** Told in words what it does, and what holds it up. */
  onNote: (text: string) => void;
};

/** How long it waits, in ms: for changes, after some came and after none did; for the end of another relay. */
const pace = { soon: 40, idle: 200, waiting: 500 };

/**
 * Sends every change of the feed to a broker, in order, until the signal is given: at least once, and from where it stopped.
 * Of the relays of a name one is at work: it holds a lock through the connection with which it reads the feed and stores how
 * far it is, so that who loses the one loses the other.
 *
 *   wait for the lock ──▶ where it stopped ──▶ page ──▶ page ──▶ …
 *         ▲                                     │  ▲ broker away: connect anew, read the page again
 *         └────────── database away ────────────┴──┘
 *
 * @throws AppError `gone` where nobody knows any more what followed; `misconfigured`, `not_found`, `invalid`
 */
export async function relayChanges(options: RelayOptions): Promise<void> {
  const { db, signal } = options;
  const failures = new Failures(options);
  const line = new BrokerLine(options.open);
  const work = { ...options, failures, line };
  try {
    while (!signal.aborted)
      await db.session((session) => relayIn(session, work)).catch((error) => failures.bear(error));
  } catch (error) {
    throw error instanceof AppError && error.code === 'gone' ? lost(error, options.name) : error;
  } finally {
    await line.close();
  }
}

type Work = RelayOptions & { failures: Failures; line: BrokerLine };

async function relayIn(session: Session, work: Work): Promise<void> {
  if (!(await claim(session, work))) return;
  await work.line.connect(); // where it leads nowhere, nothing is stored
  const { after, told } = await startingPoint(session, work.name, work.from);
  work.from = undefined; // it is stored now: after a failure it goes on from there
  work.failures.end();
  work.onNote(`Relaying ${told}.`);
  const place = { after };
  let caughtUp = false;
  while (!work.signal.aborted) {
    const pauseMs = await step(session, work, place);
    if (pauseMs === pace.idle && !caughtUp) work.onNote('The broker has all there is: waiting for more.');
    caughtUp ||= pauseMs === pace.idle;
    await pause(pauseMs, work.signal);
  }
}

/** @returns false: it was told to end before its turn came */
async function claim(session: Session, { name, signal, onNote }: Work): Promise<boolean> {
  for (let tries = 0; !signal.aborted; tries += 1) {
    if (await claimRelay(session, name)) return true;
    if (tries === 0) onNote(`Another relay is at work as ${name}: waiting, to take over when it ends.`);
    await pause(pace.waiting, signal);
  }
  return false;
}

/** @returns how long to wait until the next one, in ms */
async function step(session: Session, work: Work, place: { after: string | undefined }): Promise<number> {
  const { line, failures } = work;
  try {
    await line.connect();
    const { found, more } = await relayPage({ db: session, broker: line }, work, place);
    failures.end();
    return more ? 0 : found > 0 ? pace.soon : pace.idle;
  } catch (error) {
    if (!(error instanceof BrokerAway)) throw error;
    await failures.bear(error);
    return 0;
  }
}

function lost(error: AppError, name: string): AppError {
  const advice = `Start the relay ${name} again with --from start, to send everything that is kept anew; or with --from now, and then read the listings.`;
  return new AppError('gone', error.message.replace(startAgain, advice), { cause: error });
}
