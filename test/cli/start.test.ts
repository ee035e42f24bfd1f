import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DataDir, makeDataDir, startScript } from '../support/run-cli.ts';

let dataDir: DataDir;
before(async () => {
  dataDir = await makeDataDir();
});
after(async () => await dataDir.remove());

test('npm start serves 500 demo listings with their histories, says where to look, and Ctrl-C ends it', async () => {
  const running = startScript('start', { DATA_DIR: dataDir.path, PORT: '0', LOG_FORMAT: 'pretty' });
  const base = await running.printed(/ready: (http\S+)/);
  const answer = await fetch(`${base}/listings?limit=1000`);
  const listings = (await answer.json()) as { id: number; latest_price_eur: number }[];
  assert.equal(listings.length, 500);
  for (const { id, latest_price_eur } of listings.slice(0, 20)) {
    const prices = (await (await fetch(`${base}/listings/${id}/prices`)).json()) as { price_eur: number }[];
    assert.equal(prices.at(-1)?.price_eur, latest_price_eur);
  }
  assert.equal((await fetch(await running.printed(/docs +(http\S+)/))).status, 200);
  process.kill(Number(await running.printed(/process +(\d+)/)), 'SIGINT');
  assert.equal((await running.ended).status, 0);
});
