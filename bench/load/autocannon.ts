import autocannon from 'autocannon';
import { headersOf, isAsWanted, type Load, type LoadOptions, listingsFor } from './request.ts';

/** @throws where a request is answered by an error (or is not where all are to be), or a pause is asked for, which it does not know */
export async function runAutocannon(options: LoadOptions): Promise<Load> {
  const { base, request, listings, connections, seconds, pauseMs = 0, errors } = options;
  if (pauseMs > 0) throw new Error('autocannon does not pause: install wrk');
  const { path = '', method = 'GET', body } = request;
  const random = (from: number, to: number) => from + Math.floor(Math.random() * (to - from));
  const result = await autocannon({
    ...{ url: base, connections, duration: seconds },
    requests: [
      {
        ...{ method, headers: headersOf(request) },
        setupRequest: (one) => {
          const id = random(1, listingsFor(request, listings));
          const sent = typeof body === 'string' ? body : body?.[id - 1];
          return {
            ...one,
            path: method === 'POST' ? '/listings' : `/listings/${id}${path}`,
            ...(sent === undefined ? {} : { body: sent.replace('PRICE', String(random(50_000, 900_000))) }),
          };
        },
      },
    ],
  });
  const failed = result.errors + result.timeouts + (result['4xx'] ?? 0) + (result['5xx'] ?? 0);
  if (!isAsWanted(failed, errors)) throw new Error(`${failed} requests failed`);
  return { rate: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}
