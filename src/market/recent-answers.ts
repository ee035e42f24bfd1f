import type { Question, Table } from './duckdb/questions.ts';
import type { Manifest } from './lake/manifest.ts';

/** So many answers with so many values together are kept, at most, some 50 MB; and none whose question has more characters. */
const most = { questions: 2_000, values: 500_000, characters: 20_000 };

/**
 * What was answered of the lake as it is: the files never change, and a question names those that it is asked of. Nothing is
 * kept of a state that is past: deleted listings leave memory as well (H6).
 */
export class RecentAnswers {
  readonly #tables = new Map<string, Table>();
  #of: Manifest | undefined;
  #values = 0;

  /** Where this is another state of the lake than the last one, all is forgotten. */
  turnTo(manifest: Manifest): void {
    if (manifest === this.#of) return;
    this.#of = manifest;
    this.#forget();
  }

  /** What is known now is of this one. */
  get state(): Manifest | undefined {
    return this.#of;
  }

  find(key: string | undefined): Table | undefined {
    return key === undefined ? undefined : this.#tables.get(key);
  }

  /** @param state as it was when the question was asked */
  keep(key: string | undefined, table: Table, state: Manifest | undefined): void {
    const values = (table.columns[0]?.length ?? 0) * table.columns.length;
    if (key === undefined || this.#tables.has(key)) return;
    if (state !== this.#of || values > most.values / 10) return;
    if (this.#values + values > most.values || this.#tables.size >= most.questions) this.#forget();
    this.#tables.set(key, table);
    this.#values += values;
  }

  #forget(): void {
    this.#tables.clear();
    this.#values = 0;
  }
}

/** What a question is kept under; undefined: its text is too long for that. */
export function keyOf({ statements }: Question): string | undefined {
  const key = JSON.stringify(statements);
  return key.length > most.characters ? undefined : key;
}
