import { type Abilities, abilitiesOf } from '../support/abilities.ts';
import { feedFaults, type Made } from '../support/feed-reader.ts';
import { findingsOf, type Write } from '../support/history-checker.ts';
import { fillWorld } from '../support/hostile/fill-world.ts';
import { HistoryReader } from '../support/read-history.ts';
import { callAt, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { emptyRecord, type Load, type LoadRecord, startLoad } from '../support/writer-load.ts';
import { Follower } from './followers.ts';
import { HostileClients } from './hostile-clients.ts';
import { Importer, importedCount } from './importers.ts';
import type { Installation } from './installation.ts';
import { Readers } from './readers.ts';

/** Beyond what any request of hostile clients names, and what these may delete. */
const firstWritten = 900_000_000_000;

type Parts = { call: TestApi['call']; hostile: HostileClients; seed: number; abilities: Abilities };

/** Writers, readers, followers, imports, and a few who do what they should not, all at once. */
export class Traffic {
  readonly record: LoadRecord = emptyRecord();
  readonly readers: Readers;
  readonly importer: Importer;
  readonly hostile: HostileClients;
  readonly followers: readonly Follower[];
  readonly #installation: Installation;
  readonly #call: TestApi['call'];
  readonly #load: Load;

  static async start(installation: Installation, seed: number): Promise<Traffic> {
    const { base, key, databases } = installation;
    const call = callAt(base);
    const known = await fillWorld(call, { key });
    await databases.primary.sql(`SELECT setval(pg_get_serial_sequence('listing', 'id'), ${firstWritten})`);
    await until('there are figures of the market', async () => (await call('GET', '/market/movers')).status === 200);
    const { body: document } = await call('GET', '/openapi.json');
    const hostile = new HostileClients(base, { seed, known, document });
    return new Traffic(installation, { call, hostile, seed, abilities: await abilitiesOf(base) });
  }

  private constructor(installation: Installation, { call, hostile, seed, abilities }: Parts) {
    const { base, key } = installation;
    const headers = { authorization: `Bearer ${key}` };
    this.#installation = installation;
    this.#call = call;
    this.hostile = hostile;
    this.#load = startLoad({ base, abilities, record: this.record, headers, writers: 6, pauseMs: 150 });
    this.readers = new Readers(base, { count: 4, seed });
    this.importer = new Importer(call, headers);
    this.followers = Array.from({ length: 4 }, () => new Follower(base));
  }

  /** Lets everybody finish what they do. */
  async stop(): Promise<void> {
    await Promise.all([this.#load.stop(), this.readers.stop(), this.importer.stop(), this.hostile.stop()]);
  }

  /** How much of everything there was. */
  figures() {
    const { writes, repeats } = this.record;
    const count = (outcome: Write['outcome']) => writes.filter((write) => write.outcome === outcome).length;
    return {
      writes: { acknowledged: count('acknowledged'), unknown: count('unknown'), repeats },
      ...{ questions: this.readers.asked, imports: this.importer.done, hostile: this.hostile.sent },
      streams: this.followers.map(({ shown, reconnects }) => ({ shown: shown.length, reconnects })),
    };
  }

  /** Call it when everybody has stopped. @returns what was not as it was promised to somebody */
  async findings(): Promise<string[]> {
    const { base, databases } = this.#installation;
    const made = await this.#wholeFeed();
    await until('the followers have seen all', async () =>
      this.followers.every((one) => one.shown.length >= made.length),
    );
    await Promise.all(this.followers.map((follower) => follower.stop()));
    const reader = new HistoryReader(base, await abilitiesOf(base));
    const [imported] = await databases.primary.sql<{ count: number }>(importedCount);
    return [
      ...this.record.odd,
      ...findingsOf({ ...(await reader.read(this.record, new Set(this.record.listed))), isMonotonic: false }),
      ...this.followers.flatMap(({ shown }) => feedFaults(shown, made)),
      ...this.readers.odd,
      ...this.importer.odd,
      ...(imported?.count === this.importer.created
        ? []
        : [`${this.importer.created} listings were imported, and ${imported?.count} are there`]),
      ...this.hostile.faults,
    ];
  }

  async #wholeFeed(): Promise<Made[]> {
    const made: Made[] = [];
    for (let path = '/changes?limit=1000'; ; ) {
      const { body, headers } = await this.#call('GET', path);
      made.push(...body.map(({ listing_id, version }: Made) => ({ listing_id, version })));
      const next = /<([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
      if (next === undefined || next === path || body.length === 0) return made;
      path = next;
    }
  }
}
