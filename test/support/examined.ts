import type { Database } from '../../src/db/database.ts';
import { type Diagnosis, type ExamineOptions, examine } from '../../src/doctor/examine.ts';
import type { TestDatabase } from './test-database.ts';

/** What doctor finds: `H4 listing 7 at …: …`. */
export async function findings(db: Database, options: ExamineOptions = {}): Promise<string[]> {
  return inWords(await examine(db, options));
}

/** What was found, or is left after a repair. */
export function inWords({ examined }: Diagnosis): string[] {
  return [...examined.values()].flatMap(({ check, found }) =>
    found.findings.map(({ listing_id, at, what }) => `${check.name} listing ${listing_id} at ${at}: ${what}`),
  );
}

/** Runs statements, in one transaction, as somebody for whom no trigger fires. */
export async function silently(database: TestDatabase, ...texts: string[]): Promise<void> {
  await database.sql(['SET LOCAL session_replication_role = replica', ...texts].join(';\n'));
}
