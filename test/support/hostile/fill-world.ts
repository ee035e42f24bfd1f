import { someListing } from '../listings.ts';
import type { TestApi } from '../test-api.ts';
import { until } from '../until.ts';
import type { Known } from './right-requests.ts';

/** So many that of each some are left whatever is deleted. */
const [made, webhooks] = [300, 60];

/** Makes something of each kind that an operation can be about, beside listings that are there. @param key an admin's */
export async function fillWorld(
  call: TestApi['call'],
  { key, listings = [] }: { key: string; listings?: readonly string[] },
): Promise<Known> {
  const headers = { authorization: `Bearer ${key}` };
  const make = async (method: string, path: string, body?: unknown, more = {}) =>
    (await call(method, path, body, { ...headers, ...more })).body;
  const ids: Record<string, string[]> = { listings: [...listings], imports: [], webhooks: [] };
  for (let n = 1; n <= made; n += 1) ids.listings?.push(String((await make('POST', '/listings', someListing())).id));
  const line = JSON.stringify({ ...someListing(), reference: 'filled' });
  const found = await make('POST', '/imports', line, { 'content-type': 'application/x-ndjson' });
  ids.imports?.push(String(found.id));
  for (let n = 1; n <= webhooks; n += 1) {
    ids.webhooks?.push(String((await make('POST', '/webhooks', { url: 'http://127.0.0.1:9/hook' })).id));
  }
  const [webhook] = ids.webhooks ?? [];
  const { id: delivery } = await make('POST', `/webhooks/${webhook}/test`);
  return { ids, delivery: String(delivery), cursor: await firstCursor(() => make('GET', '/changes?limit=1')), key };
}

/** Transactions of others, on the same server, hold the feed back. */
async function firstCursor(read: () => Promise<{ cursor: string }[]>): Promise<string> {
  let cursor: string | undefined;
  await until('a change is shown', async () => {
    [{ cursor } = { cursor: undefined }] = await read();
    return cursor !== undefined;
  });
  return cursor ?? '';
}
