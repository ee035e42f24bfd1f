import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

// node listeners.ts BASE COUNT READERS: so many listeners of the feed in one process, of which some read what they are told.
// Says `ready`; at the end of its input prints when each new price was told, in ms since 1970, one `price instant` a line.

const [base = '', count = '1', readers = '1'] = process.argv.slice(2);
const { hostname, port } = new URL(base);
const told: string[] = [];

for (let at = 0; at < Number(count); at += 1) {
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write('GET /changes?after=now HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n\r\n');
  if (at < Number(readers)) socket.setEncoding('utf8').on('data', note);
  else socket.resume();
}
await sleep(1_000);
process.stdout.write('ready\n');
process.stdin.resume();
await once(process.stdin, 'end');
process.stdout.write(`${told.join('\n')}\n`, () => process.exit());

function note(text: string): void {
  const now = performance.timeOrigin + performance.now();
  for (const [, price] of text.matchAll(/"price_eur":\{"from":[\d.]+,"to":(\d+)\}/g)) told.push(`${price} ${now}`);
}
