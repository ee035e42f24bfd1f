import type { WalPosition } from './wal-position.ts';

// Whether reads go to the replica. It is looked at every second; a read that it fails gives it up at once.
//
//            looked at: fresh                 looked at: the lag is above the bound
//   new ─────────────────────▶ in use ──────────────────────────────────────────────▶ lagging
//    │                          │   ▲                                                 │   ▲
//    │                          │   └──────── the lag is half the bound, or none ─────┘   │
//    ▼ fails                    ▼ fails                                     fails │       │
//   given up until … ◀────────────────────────────────────────────────────────────┘       │
//    │  1 s; twice as long each time it fails soon again, 30 s at most                    │
//    └── then looked at: fresh ─▶ in use, else ───────────────────────────────────────────┘
//
// The lag is the age of the newest position of the primary that the replica has replayed. Only where the primary has said
// its own can it be above the bound: while nobody knows, a replica in use stays in use. One that comes back is lagging until
// it has replayed something recent.

export type ReplicaRules = { lagMs: number };

/** What was seen of both at about the same moment. */
export type Seen = { replayed: WalPosition; primary: WalPosition | undefined };

/** What is to be told: each when it begins. */
export type ReplicaTurn = { kind: 'used' } | { kind: 'lagging'; lagMs: number } | { kind: 'given_up'; pauseMs: number };

type Phase = { kind: 'in_use'; since: number } | { kind: 'lagging' } | { kind: 'given_up'; until: number };

const shortestPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A replica that was used for longer is given up for the shortest pause again. */
const soonMs = 10_000;
const mostSamples = 1_000;

/** Instants are in ms, of a clock that never goes back. */
export class ReplicaState {
  readonly #rules: ReplicaRules;
  #phase: Phase = { kind: 'given_up', until: Number.NEGATIVE_INFINITY };
  #told: ReplicaTurn['kind'] | undefined;
  #pauseMs = 0;
  /** Positions of the primary that have not been replayed yet, oldest first. */
  readonly #ahead: { at: number; position: WalPosition }[] = [];
  #freshAt = Number.NEGATIVE_INFINITY;

  constructor(rules: ReplicaRules) {
    this.#rules = rules;
  }

  get isUsable(): boolean {
    return this.#phase.kind === 'in_use';
  }

  isDue(now: number): boolean {
    return this.#phase.kind !== 'given_up' || now >= this.#phase.until;
  }

  /** It failed. */
  failed(now: number): ReplicaTurn | undefined {
    const phase = this.#phase;
    if (phase.kind === 'in_use' && now - phase.since > soonMs) this.#pauseMs = 0;
    const pauseMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, this.#pauseMs * 2));
    this.#pauseMs = pauseMs;
    this.#phase = { kind: 'given_up', until: now + pauseMs };
    return this.#tell({ kind: 'given_up', pauseMs });
  }

  /** It answered a look. */
  looked(now: number, seen: Seen): ReplicaTurn | undefined {
    this.#note(now, seen);
    const { kind } = this.#phase;
    if (kind !== 'in_use') return this.#mayUse(now, seen) ? this.#use(now) : this.#wait(now, kind === 'given_up');
    const isBehind = seen.primary !== undefined && now - this.#freshAt > this.#rules.lagMs;
    return isBehind ? this.#wait(now, false) : undefined;
  }

  #mayUse(now: number, { primary }: Seen): boolean {
    if (this.#ahead.length === 0 || now - this.#freshAt <= this.#rules.lagMs / 2) return true;
    return primary === undefined && this.#phase.kind === 'given_up';
  }

  #use(since: number): ReplicaTurn | undefined {
    this.#phase = { kind: 'in_use', since };
    return this.#tell({ kind: 'used' });
  }

  /** One that has just come back has a look's time to catch up before it is told. */
  #wait(now: number, isBack: boolean): ReplicaTurn | undefined {
    this.#phase = { kind: 'lagging' };
    return isBack ? undefined : this.#tell({ kind: 'lagging', lagMs: now - this.#freshAt });
  }

  #tell(turn: ReplicaTurn): ReplicaTurn | undefined {
    if (turn.kind === this.#told) return undefined;
    this.#told = turn.kind;
    return turn;
  }

  #note(at: number, { replayed, primary }: Seen): void {
    const last = this.#ahead.at(-1);
    if (primary !== undefined && last?.position === primary) last.at = at;
    else if (primary !== undefined && last && this.#ahead.length >= mostSamples) last.position = primary;
    else if (primary !== undefined) this.#ahead.push({ at, position: primary });
    const replayedOnes = this.#ahead.findIndex(({ position }) => position > replayed);
    const [newest] = this.#ahead.splice(0, replayedOnes === -1 ? this.#ahead.length : replayedOnes).slice(-1);
    if (newest) this.#freshAt = newest.at;
  }
}
