import { observationLine } from '../observations.ts';
import type { TestDatabase } from '../test-database.ts';

/** What a home costs from which instant on. */
export type History = Readonly<Record<string, number>>;

/** Lines to import of homes that are named by their references. @param columns what else they have; of 50 m2 where nothing is said */
export function homeLines(
  homes: Readonly<Record<string, History>>,
  { city, ...columns }: { city: string; [column: string]: unknown },
): string[] {
  const address = { street_address: '1 rue', postal_code: '66000', city, country: 'FR' };
  return Object.entries(homes).flatMap(([reference, history]) =>
    Object.entries(history).map(([at, price]) =>
      observationLine(reference, at, {
        ...{ latest_price_eur: price, surface_area_m2: 50, postal_address: address, ...columns },
      }),
    ),
  );
}

export async function idsByReference({ sql }: Pick<TestDatabase, 'sql'>): Promise<Map<string, number>> {
  const rows = await sql<{ id: number; reference: string }>('SELECT id, reference FROM listing');
  return new Map(rows.map(({ id, reference }) => [reference, Number(id)]));
}
