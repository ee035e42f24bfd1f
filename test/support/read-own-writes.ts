import { bringing, type Call, create, tokenOf } from './replica-service.ts';

export type OwnWriters = {
  clients: number;
  /** Whether a client that has written so often writes once more. */
  goesOn: (writes: number) => boolean;
};

/** Clients that write and read what they wrote, each its own listing and with the token of the write. */
export async function readOwnWrites(call: Call, { clients, goesOn }: OwnWriters) {
  const seen = { writes: 0, reads: 0, slowestMs: 0, failures: [] as string[], older: 0 };
  const timed = async (...given: Parameters<Call>) => {
    const from = performance.now();
    const answer = await call(...given);
    seen.slowestMs = Math.max(seen.slowestMs, performance.now() - from);
    if (answer.status >= 500) seen.failures.push(`${given[0]} ${given[1]}: ${answer.text}`);
    return answer;
  };
  const live = async (client: number) => {
    const { path } = await create(call, `Client ${client}`);
    for (let price = 1; goesOn(price - 1); price += 1) {
      const written = await timed('PATCH', path, { latest_price_eur: price });
      seen.writes += 1;
      const headers = bringing(tokenOf(written));
      const where = [path, `${path}/prices?order=desc&limit=1`, `/listings?price_min=${price}&limit=1`, path];
      const answers = await Promise.all(where.map((read) => timed('GET', read, undefined, headers)));
      seen.reads += answers.length;
      const prices = [
        answers[0]?.body.latest_price_eur,
        answers[1]?.body[0]?.price_eur,
        answers[3]?.body.latest_price_eur,
      ];
      if (prices.some((read) => read !== price) || answers[2]?.body.length !== 1) seen.older += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => live(client)));
  return seen;
}
