import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measure } from '../measure.ts';
import { runCommand, type Server, startServer, withDataDir } from '../measured-process.ts';
import { percentile } from '../speed/latency.ts';

const listings = 5_000;
const rounds = 5;
const writes = 100;
const pauseMs = 50;

/** Changes posted to one receiver as fast as it goes, and new prices at a steady rate. */
export async function measureWebhooks(): Promise<Measure[]> {
  return await withDataDir(async (given) => {
    const key = randomBytes(32).toString('base64');
    const settings = { ...given, SECRETS_KEY: key, WEBHOOK_ALLOW_PRIVATE: '1' };
    await runCommand(['demo', '--listings', String(listings), '--prices', String(listings)], settings);
    const server = await startServer(settings);
    const receiver = await receive();
    try {
      return await measure(server, receiver);
    } finally {
      await server.stop();
      receiver.close();
    }
  });
}

type Receiver = { url: string; received: Received[]; close(): void };
type Received = { listing: number; price: number | undefined; at: number };

async function receive(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { data } = JSON.parse(text);
    received.push({ listing: data.listing_id, price: data.price?.to, at: performance.now() });
    response.writeHead(204).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, received, close: () => server.close() };
}

async function measure(server: Server, { url, received }: Receiver): Promise<Measure[]> {
  const { base } = server;
  const [first] = await send<{ cursor: string }[]>(base, 'GET', '/changes?limit=1');
  const { id } = await send<{ id: number }>(base, 'POST', '/webhooks', { url });
  const rates: number[] = [];
  const delays: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    received.length = 0;
    const begun = performance.now();
    await send(base, 'POST', `/webhooks/${id}/replay`, { after: first?.cursor });
    await untilReceived(received, listings - 1);
    rates.push((listings - 1) / (((received.at(-1)?.at ?? 0) - begun) / 1_000));
    await sleep(1_000);
    received.length = 0;
    delays.push(await writeAll(base, { round, received }));
  }
  const of = (percent: number) => delays.map((each) => percentile(each, percent));
  return [
    { name: 'posted to one receiver', unit: 'deliveries/s', values: rates, target: 'at least 500' },
    { name: 'from sending a new price to its delivery, p50', unit: 'ms', values: of(50), target: '' },
    { name: 'the same, p99', unit: 'ms', values: of(99), target: '' },
    { name: 'resident after all of this', unit: 'MB', values: [await server.residentMb()], target: '' },
  ];
}

type Round = { round: number; received: Received[] };

/** @returns in ms, sorted, how long each took from when it was sent */
async function writeAll(base: string, { round, received }: Round): Promise<number[]> {
  const sent = new Map<number, number>();
  for (let write = 0; write < writes; write += 1) {
    const price = 1_000_000 + round * writes + write;
    sent.set(price, performance.now());
    await send(base, 'PATCH', `/listings/${1 + write}`, { latest_price_eur: price });
    await sleep(pauseMs);
  }
  await untilReceived(received, writes);
  return received.map(({ price, at }) => at - (sent.get(price ?? 0) ?? Number.NaN)).toSorted((a, b) => a - b);
}

async function untilReceived(received: readonly Received[], count: number): Promise<void> {
  const end = performance.now() + 60_000;
  while (received.length < count) {
    if (performance.now() > end) throw new Error(`${received.length} of ${count} were received`);
    await sleep(5);
  }
}

/** @returns the body of the answer, taken for what the API says it is */
async function send<Body>(base: string, method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await fetch(`${base}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Body;
}
