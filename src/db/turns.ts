import { Abandoned } from './cancellable.ts';
import { overloaded, type Visitor, WaitingRoom, type WaitingRules } from './waiting-room.ts';

/** `again`: the same request has been served before, and is not refused now. */
export type TurnOptions = { signal?: AbortSignal | undefined; again?: boolean };

export type TurnsOptions = Omit<WaitingRules, 'few'> & {
  /** Longest that one waits, in ms. */
  timeoutMs: number;
};

type Turn = { visitor: Visitor; take: () => void };

/** Those who wait for their turn, in order, or are refused. */
export class Turns {
  readonly #room: WaitingRoom;
  readonly #timeoutMs: number;
  readonly #turns = new Set<Turn>();

  constructor({ timeoutMs, ...rules }: TurnsOptions) {
    this.#room = new WaitingRoom({ few: 0, ...rules });
    this.#timeoutMs = timeoutMs;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#turns.size;
  }

  /**
   * Waits for a turn, which is then the caller's to pass on. Where the signal is aborted it leaves the queue.
   * @throws AppError `overloaded` at once, or after waiting for too long
   */
  async wait({ signal, again }: TurnOptions = {}): Promise<void> {
    const visitor = this.#room.enter(performance.now(), again);
    if (!visitor) throw overloaded();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const turn = { visitor, take: resolve };
    const giveUp = (failure: Error) => {
      this.#turns.delete(turn);
      this.#room.leave(visitor);
      reject(failure);
    };
    const onAbort = () => giveUp(new Abandoned());
    const timer = setTimeout(() => giveUp(overloaded()), this.#timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#turns.add(turn);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Gives the turn to who has waited longest. @returns whether anybody was waiting */
  passOn(): boolean {
    const [next] = this.#turns;
    if (!next) return false;
    this.#turns.delete(next);
    this.#room.leave(next.visitor);
    next.take();
    return true;
  }

  /** Somebody was served. */
  progress(): void {
    this.#room.progress();
  }
}
