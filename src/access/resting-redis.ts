import type { Redis } from 'ioredis';
import { resting } from './resting.ts';

/**
 * Redis as the library of limits asks it (in the words of the package `redis`). After it has failed, or was late, it has a rest:
 * one that lets the service in again at once, and does not count, would be waited for by each request.
 */
export function restingRedis(client: Redis) {
  const ask = resting((command: () => Promise<unknown>) => command());
  return {
    get isReady() {
      return client.status === 'ready';
    },
    eval: (script: string, given: { keys: string[]; arguments: string[] }) =>
      ask(() => client.eval(script, given.keys.length, ...given.keys, ...given.arguments)),
    multi: () => ({ get: (key: string) => ({ pTTL: () => ({ exec: () => ask(() => readCount(client, key)) }) }) }),
  };
}

async function readCount(client: Redis, key: string): Promise<[string | null, number]> {
  return await Promise.all([client.get(key), client.pttl(key)]);
}
