import { someListing } from './listings.ts';
import type { Answer, TestApi } from './test-api.ts';

/** What clients of a service wrote, and were told that it is written. */
export type Use = {
  /** The price that each listing was given last, by its id. */
  prices: Map<number, number>;
  /** Answers that are no success. */
  failures: string[];
  /** How many requests were answered so far. */
  answered(): number;
  /** Lets each client finish its request. */
  stop(): Promise<void>;
};

/** Clients that each create a listing, change its price, and read it, again and again. */
export function useSteadily(call: TestApi['call'], clients = 4): Use {
  const use = { prices: new Map<number, number>(), failures: [] as string[] };
  let answered = 0;
  let isOver = false;
  const ask = async (expected: number, method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await call(method, path, body);
    answered += 1;
    if (answer.status !== expected) use.failures.push(`${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const useOnce = async () => {
    const { body } = await ask(201, 'POST', '/listings', someListing());
    const latest_price_eur = 1_000 + answered;
    await ask(200, 'PATCH', `/listings/${body.id}`, { latest_price_eur });
    use.prices.set(body.id, latest_price_eur);
    await ask(200, 'GET', `/listings/${body.id}/prices`);
    await ask(200, 'GET', '/listings?city=Perpignan&limit=10');
  };
  const client = async () => {
    while (!isOver) await useOnce();
  };
  const using = Array.from({ length: clients }, client);
  return {
    ...use,
    answered: () => answered,
    stop: async () => {
      isOver = true;
      await Promise.all(using);
    },
  };
}
