import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadConfig } from '../../src/config/config.ts';
import { connectionsEach } from '../../src/config/database.ts';
import { shareConnections } from '../../src/db/share-connections.ts';

test('all processes together open no more connections than they may, and each has some of every kind', () => {
  const counts = fc.record({ workers: fc.integer({ min: 1, max: 256 }), total: fc.integer({ min: 4, max: 10_000 }) });
  fc.assert(
    fc.property(counts, ({ workers, total }) => {
      fc.pre(total >= workers * 4 + 1);
      const config = loadConfig({ WORKERS: `${workers}`, DATABASE_CONNECTIONS: `${total}` });
      const shares = shareConnections(connectionsEach(config));
      const each = shares.readConnections + shares.searchConnections + shares.writeConnections;
      assert.ok(each * workers + (workers > 1 ? 1 : 0) <= total);
      assert.ok((each + 1) * workers + (workers > 1 ? 1 : 0) > total, 'none is left over that each could have');
      for (const share of Object.values(shares)) assert.ok(share >= 1);
      assert.ok(shares.writeConnections >= shares.searchConnections);
    }),
  );
});

test('the usual twenty connections of one process are 2 for quick reads, 6 for searches and 12 for writes', () => {
  const shares = shareConnections(connectionsEach(loadConfig({})));
  assert.deepEqual(shares, { readConnections: 2, searchConnections: 6, writeConnections: 12 });
});
