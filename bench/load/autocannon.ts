import autocannon from 'autocannon';
import { headersOf, type LoadOptions } from './request.ts';

/** Requests answered a second. @throws where one is answered by an error */
export async function runAutocannon({ base, request, listings, connections, seconds }: LoadOptions): Promise<number> {
  const { path = '', method = 'GET', body } = request;
  const random = (from: number, to: number) => from + Math.floor(Math.random() * (to - from));
  const result = await autocannon({
    ...{ url: base, connections, duration: seconds },
    requests: [
      {
        ...{ method, headers: headersOf(request) },
        setupRequest: (one) => ({
          ...one,
          path: `/listings/${random(1, listings)}${path}`,
          ...(body === undefined ? {} : { body: body.replace('PRICE', String(random(50_000, 900_000))) }),
        }),
      },
    ],
  });
  const failed = result.errors + result.timeouts + (result['4xx'] ?? 0) + (result['5xx'] ?? 0);
  if (failed > 0) throw new Error(`${failed} requests failed`);
  return result.requests.average;
}
