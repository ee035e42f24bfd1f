import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import { findingsOf } from './history-checker.ts';
import { HistoryReader } from './read-history.ts';
import type { ServedDatabase } from './served-database.ts';
import { emptyRecord, type LoadRecord, startLoad } from './writer-load.ts';

/** Rounds of faults under writers, on one served database, judged with all that came before. */
export class FaultRounds {
  readonly record: LoadRecord = emptyRecord();
  /** What was wrong when it was last judged. */
  findings: string[] = [];
  readonly #served: ServedDatabase;
  readonly #reader: HistoryReader;

  constructor(served: ServedDatabase) {
    this.#served = served;
    this.#reader = new HistoryReader(served.base, served.abilities);
  }

  /** Lets a fault strike, and judges. @returns after how many ms the service was back. */
  async round(fault: Fault, { backWithinMs = 20_000 } = {}): Promise<number> {
    const backAfterMs = await this.strike(fault, { backWithinMs });
    await this.judge();
    return backAfterMs;
  }

  /** Lets a fault strike at a random point under the writers. @returns after how many ms the service was back. */
  async strike({ strike }: Fault, { backWithinMs = 20_000 } = {}): Promise<number> {
    const { base, abilities } = this.#served;
    const load = startLoad({ base, abilities, record: this.record });
    let backAfterMs: number;
    try {
      await sleep(100 + Math.random() * 400);
      await strike(this.#served);
      backAfterMs = await this.#served.untilBack(backWithinMs);
      await sleep(100);
    } finally {
      await load.stop();
    }
    return backAfterMs;
  }

  /** Fails where the service did not keep its promises to the writers. */
  async judge(): Promise<void> {
    this.findings = [...this.record.odd, ...findingsOf(await this.#reader.read(this.record))];
    assert.deepEqual(this.findings.slice(0, 20), []);
    const doctor = await this.#served.doctor();
    if (doctor) assert.equal(doctor.status, 0, doctor.stdout + doctor.stderr);
  }

  count(outcome: 'acknowledged' | 'unknown'): number {
    return this.record.writes.filter((write) => write.outcome === outcome).length;
  }
}
