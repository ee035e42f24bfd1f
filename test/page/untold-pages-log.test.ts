import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { openLog } from '../../src/log/open-log.ts';
import { startApiWithPage } from '../support/page/page-world.ts';

type Line = { msg: string; method?: string; route?: string; err?: { message: string } };

test('pages of listings that come while the database is away are told as other requests are: one a second', async () => {
  const lines: Line[] = [];
  const to = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const db = new Database({ url: 'postgres://x:y@127.0.0.1:1/z' }); // a port that nobody listens on
  const log = await openLog({ logLevel: 'info', logFormat: 'json', to });
  const api = await startApiWithPage({ db, log });
  lines.length = 0;
  try {
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.call('GET', '/7/prices')));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    const seconds = (performance.now() - began) / 1_000;
    assert.ok(lines.length >= 1 && lines.length <= 1 + seconds, `${lines.length} lines in ${seconds} s`);
    const [{ msg, method, route, err } = { msg: '' }] = lines;
    assert.match(msg, /^The database cannot be reached/);
    assert.deepEqual([method, route], ['GET', '/:listingId/prices']);
    assert.match(err?.message ?? '', /ECONNREFUSED/);
  } finally {
    await api.stop();
    await db.close();
  }
});
