import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { test } from 'node:test';
import { dropStalled } from '../../src/wire/drop-stalled.ts';

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('an answer whose client has gone already is not watched, which would keep the process', async () => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    socket.destroy();
    await once(response, 'close');
    const before = timers();
    dropStalled(response, 60_000);
    assert.equal(timers(), before);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
