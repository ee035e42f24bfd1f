import { commitTogether, RolledBack } from './commit-together.ts';
import type { Lane } from './lane.ts';
import type { Rows, Statement } from './queryable.ts';
import { runAndCommit } from './session.ts';
import { Turns, type TurnsOptions } from './turns.ts';
import { type NotedPosition, noteAfter } from './wal-position.ts';

// Writes of one row each that come at the same time are committed together: much of what one costs is the transaction's,
// in which functions prepare their expressions anew, the flush of the log, and the way to the database and back.
//
//   write ──▶ joins those of this turn of the event loop ──▶ one transaction ──▶ each gets its rows
//     │          ▲                                             └─ rolled back ──▶ each is made alone
//     └─ waits ──┘ while enough groups are under way
//
// Who comes alone goes alone. A group writes its rows in the order of their ids, so that no two wait for each other. One
// that waits for a row that somebody else has locked gives up its place soon, then its group.

type Write = {
  statement: Statement;
  /** The id of its row. */
  key: string;
  noted: NotedPosition | undefined;
};
type Member = Write & { answer: (rows: Rows<object>) => void; fail: (error: unknown) => void };

/** More would be no faster, and wait for one another for longer. */
const mostMembers = 16;
/** Two fill up while the database works on one; with fewer or more on two processors it was the same or slower. */
const mostGroups = 3;
/** For so long, in ms, a group keeps others from coming. */
const placeMs = 100;

/** Makes writes on the connections of a lane. */
export class GroupedWrites {
  readonly #lane: Lane;
  readonly #turns: Turns;
  #next: Member[] = [];
  #underWay = 0;

  constructor(lane: Lane, options: TurnsOptions) {
    this.#lane = lane;
    this.#turns = new Turns(options);
  }

  /** @throws AppError as a write that is made alone */
  async write<Row extends object>(write: Write): Promise<Rows<Row>> {
    if (this.#next.length === 0 && this.#underWay >= mostGroups) await this.#turns.wait();
    return await new Promise<Rows<Row>>((answer, fail) => {
      this.#join({ ...write, answer: answer as Member['answer'], fail });
    });
  }

  #join(member: Member): void {
    // Twice in one transaction a row would change faster than its dates, which are 1 ms apart at least (H3).
    if (this.#next.some(({ key }) => key === member.key)) this.#send();
    if (this.#next.push(member) === 1) {
      const group = this.#next;
      setImmediate(() => {
        if (this.#next === group) this.#send();
      });
    }
    if (this.#next.length === mostMembers) this.#send();
  }

  #send(): void {
    const group = this.#next;
    const [first, ...others] = group;
    this.#next = [];
    if (!first) return;
    const leave = this.#takePlace();
    void (others.length === 0 ? this.#makeAlone(first) : this.#makeTogether(group)).finally(leave);
  }

  async #makeTogether(group: readonly Member[]): Promise<void> {
    const ordered = group.toSorted((a, b) => (BigInt(a.key) < BigInt(b.key) ? -1 : 1));
    const statements = ordered.map(({ statement }) => statement);
    const notes = ordered.flatMap(({ noted }) => (noted ? [noted] : []));
    try {
      const results = await this.#lane.run((client) => noteAfter(client, notes, commitTogether(client, statements)));
      this.#turns.progress();
      for (const [index, { answer }] of ordered.entries()) answer(theResult(results, index));
    } catch (error) {
      if (error instanceof RolledBack) await Promise.all(ordered.map((member) => this.#makeAlone(member, true)));
      else for (const { fail } of ordered) fail(error);
    }
  }

  async #makeAlone({ statement, noted, answer, fail }: Member, again = false): Promise<void> {
    const notes = noted ? [noted] : [];
    try {
      const rows = await this.#lane.run((client) => noteAfter(client, notes, runAndCommit(client, statement)), {
        again,
      });
      this.#turns.progress();
      answer(rows);
    } catch (error) {
      fail(error);
    }
  }

  /** @returns what gives the place back; after a while it is given back in any case. */
  #takePlace(): () => void {
    this.#underWay += 1;
    const leave = () => {
      if (!isTaken) return;
      isTaken = false;
      clearTimeout(timer);
      this.#underWay -= 1;
      for (let member = 0; member < mostMembers && this.#turns.passOn(); member += 1);
    };
    let isTaken = true;
    const timer = setTimeout(leave, placeMs);
    return leave;
  }
}

function theResult(results: readonly Rows<object>[], index: number): Rows<object> {
  const result = results[index];
  if (!result) throw new Error('each statement has its result');
  return result;
}
