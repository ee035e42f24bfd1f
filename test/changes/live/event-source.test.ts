import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { buildServer, type Server } from '../../../src/http/server.ts';
import { addListings } from '../../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

async function serve(port: number): Promise<{ server: Server; port: number }> {
  const server = await buildServer({ db: database.db, version: 'test' });
  const address = await server.app.listen({ host: '127.0.0.1', port });
  return { server, port: Number(new URL(address).port) };
}

/** The EventSource of node, which is that of the HTML standard, in a process of its own. It prints what it is told. */
function follow(url: string) {
  const script = `
    const source = new EventSource(${JSON.stringify(url)});
    setInterval(() => {}, 1_000); // it would end while the source waits to connect again
    source.onmessage = ({ data, lastEventId }) => console.log(lastEventId, JSON.parse(data).listing_id);`;
  const child = spawn(process.execPath, ['--experimental-eventsource', '--no-warnings', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const told: string[] = [];
  createInterface(child.stdout).on('line', (line) => told.push(line));
  return { told, stop: () => child.kill() };
}

test('an EventSource goes on where it was after the service was started anew', async () => {
  const first = await serve(0);
  await addListings(database, 2);
  const { told, stop } = follow(`http://127.0.0.1:${first.port}/changes`);
  try {
    await until('the first are told', async () => told.length === 2);
    await first.server.app.close();
    await addListings(database, 2);
    const { server } = await serve(first.port);
    await until('it has come back', async () => told.length >= 4);
    await addListings(database, 1);
    await until('the last is told', async () => told.length >= 5);
    await server.app.close();
    const rows = await database.sql<{ id: number }>('SELECT id FROM listing ORDER BY id');
    assert.deepEqual(
      told.map((line) => Number(line.split(' ')[1])),
      rows.map(({ id }) => id),
    );
  } finally {
    stop();
  }
});
