import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { handleErrors } from '../../src/http/error-handler.ts';
import { RefusalLog } from '../../src/http/refusal-log.ts';
import { compileValidator } from '../../src/http/validation.ts';
import { picturesRoutes } from '../../src/pictures/pictures.routes.ts';
import { PngPictures } from '../../src/pictures/png/png-pictures.ts';
import { someListing } from '../support/listings.ts';
import { openSocket } from '../support/raw-http.ts';
import { type Pixels, readPng } from '../support/read-png.ts';
import { readRaw } from '../support/read-raw.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

let api: TestApi;
before(async () => {
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 60_000 }); // a picture is another one with the next hour
  api = await startTestApi();
  await addListing('Sunny flat near the river');
});
after(async () => await api.stop());

/** @returns its id */
async function addListing(name: string): Promise<number> {
  const { body } = await api.call('POST', '/listings', someListing({ name, latest_price_eur: 1_366_400 }));
  const earlier: [days: number, eur: number][] = [
    [127, 1_400_000],
    [40, 1_390_000],
  ];
  for (const [days, price_eur] of earlier) {
    await api.call('PUT', `/listings/${body.id}/prices/${ago(days)}`, { price_eur });
  }
  return body.id;
}

const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  await readRaw(`${api.base}/listings/${path}`, headers, method);
const pixelsOf = async (path: string) => readPng((await ask(path)).bytes);

test('the chart of a listing is there as a PNG, that stands in any page', async () => {
  const { status, headers, bytes } = await ask('1/chart.png');
  assert.equal(status, 200);
  const said = ['content-type', 'content-length', 'x-content-type-options', 'cross-origin-resource-policy'];
  assert.deepEqual(
    said.map((name) => headers[name]),
    ['image/png', `${bytes.length}`, 'nosniff', 'cross-origin'],
  );
  const { width, height, at } = readPng(bytes);
  assert.deepEqual([width, height, at(0, 0)], [800, 420, '#ffffff']);
});

test('it is as large, and of such colours, as asked', async () => {
  const small = await pixelsOf('1/chart.png?width=240&height=180&theme=dark');
  assert.deepEqual([small.width, small.height, small.at(0, 0)], [240, 180, '#181a19']);
  const dense = await pixelsOf('1/chart.png?width=600&height=315&scale=2');
  assert.deepEqual([dense.width, dense.height], [1_200, 630]);
});

test('HEAD says what GET does', async () => {
  const asked = { 'x-request-id': 'same' };
  const [get, head] = [await ask('1/chart.png', asked), await ask('1/chart.png', asked, 'HEAD')];
  for (const each of [get, head]) delete each.headers.date;
  assert.deepEqual([head.status, head.headers, head.bytes.length], [200, get.headers, 0]);
});

test('who has it is answered 304, until a price changes; another size or scale has another tag', async () => {
  const { headers } = await ask('1/chart.png');
  const known = { 'if-none-match': String(headers.etag) };
  for (const method of ['GET', 'HEAD']) {
    const again = await ask('1/chart.png', known, method);
    assert.deepEqual([again.status, again.bytes.length, again.headers.etag], [304, 0, headers.etag]);
    for (const name of ['cache-control', 'vary']) assert.equal(again.headers[name], headers[name]);
  }
  for (const query of ['width=799', 'scale=2', 'theme=dark', 'locale=fr']) {
    assert.equal((await ask(`1/chart.png?${query}`, known)).status, 200, query);
  }
  await api.call('PATCH', '/listings/1', { latest_price_eur: 1_366_300 });
  assert.equal((await ask('1/chart.png', known)).status, 200);
});

/** Distances in which nothing may be: texts end where the padding of the picture begins. */
const margin = 8;

function assertNothingIsCutOff({ width, height, at }: Pixels, what: string): void {
  const paper = at(0, 0);
  for (let y = 0; y < height; y += 1)
    for (const x of [margin, width - margin]) assert.equal(at(x, y), paper, `${what}: ${x}, ${y}`);
  for (let x = 0; x < width; x += 1)
    for (const y of [margin, height - margin]) assert.equal(at(x, y), paper, `${what}: ${x}, ${y}`);
}

const names = {
  wide: 'WWWWWMMMMMmmmmmwwwww'.repeat(5),
  capitals: 'HAUSSMANN APARTMENT WITH BALCONY AND A VIEW OF THE WHOLE CITY FROM THE SIXTH FLOOR',
  greek: 'Φωτεινό διαμέρισμα κοντά στη θάλασσα με κήπο και μεγάλη βεράντα στο κέντρο της πόλης',
  arabic: 'شقة مشمسة بالقرب من النهر مع شرفة كبيرة وحديقة في وسط المدينة القديمة من الدرجة الأولى',
  chinese: '市中心阳光充足的公寓带大阳台和花园靠近河边交通便利适合家庭居住精装修拎包入住',
  odd: `<script>&amp;"\u0001\ufffe\u202e\u200b\u200d${'e\u0301\u0323'.repeat(40)}`,
};
const sizes = [
  '',
  'width=240&height=180',
  'width=480&height=300&locale=fr&theme=dark',
  'width=1200&height=630&locale=de',
];
for (const [what, name] of Object.entries(names)) {
  test(`of a name that is ${what} nothing is cut off, whatever the size and the language`, async () => {
    const id = await addListing(name);
    for (const query of sizes) assertNothingIsCutOff(await pixelsOf(`${id}/chart.png?${query}`), `${what}?${query}`);
  });
}

/** A service of pictures alone. */
async function withPictures(pngs: PngPictures, work: (app: FastifyInstance) => Promise<void>): Promise<void> {
  const app = fastify();
  app.setValidatorCompiler(compileValidator);
  handleErrors(app, { failures: 0, inputBugs: 0, overloaded: 0 }, new RefusalLog());
  await app.register(picturesRoutes, { db: api.db, pngs, edition: '0' });
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

const never = { toPng: async () => await new Promise<Buffer>(() => {}), close: async () => {} };

test('where too many are asked for it is refused, and when to come again is told; who has it needs no drawing', async () => {
  await withPictures(new PngPictures(never, { concurrency: 0, waiting: 0 }), async (app) => {
    const known = await app.inject({ url: '/listings/1/chart.png', headers: { 'if-none-match': '*' } });
    assert.equal(known.statusCode, 304);
    const { statusCode, headers, json } = await app.inject('/listings/1/chart.png');
    assert.deepEqual([statusCode, headers['content-type']], [503, 'application/problem+json']);
    assert.match(json().type, /overloaded$/);
    assert.ok(Number(headers['retry-after']) > 0);
  });
});

/** Tells of the first picture that is asked for whether who asks has left. */
class Watched extends PngPictures {
  readonly asked = Promise.withResolvers<AbortSignal | undefined>();

  override async draw(...asked: Parameters<PngPictures['draw']>): Promise<Buffer> {
    this.asked.resolve(asked[2]);
    return await super.draw(...asked);
  }
}

test('who goes away while it waits for a picture waits no more', async () => {
  const pngs = new Watched(never, { concurrency: 0, waitMs: 60_000 });
  await withPictures(pngs, async (app) => {
    const socket = await openSocket(await app.listen());
    socket.write('GET /listings/1/chart.png HTTP/1.1\r\nHost: x\r\n\r\n');
    const signal = await pngs.asked.promise;
    assert.equal(signal?.aborted, false);
    socket.destroy();
    await until('it is known that nobody waits', async () => signal?.aborted === true);
  });
});
