import type { Database } from '../../db/database.ts';
import { hasListings } from './demo-book.sql.ts';
import { writeDemo } from './write-demo.ts';

/**
 * Gives a database without any listing a small synthetic book to look at.
 * @param until no price is later, in UTC milliseconds.
 * @returns how many listings it got: none where it had some.
 */
export async function fillDemo(db: Database, until: number): Promise<number> {
  if (await hasListings(db.writes)) return 0;
  const book = { listings: 500, prices: 3_000, seed: 1, until, amongOthers: true }; // one that came since fails no start
  const { listings } = await db.session((session) => writeDemo(session, book));
  return listings;
}
