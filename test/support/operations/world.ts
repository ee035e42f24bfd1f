import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { type Running, startServe, stopServe } from '../run-cli.ts';
import { type Answer, callAt } from '../test-api.ts';
import type { InstalledServer } from '../test-server.ts';
import { until } from '../until.ts';
import { blocksByHeading } from './document.ts';
import { type Machine, startMachine } from './server.ts';
import { openShell, type Shell } from './shell.ts';

const blocks = blocksByHeading();

/** A database, the service on it, and somebody who types what docs/operations.md says. */
export class OperationsWorld {
  readonly machine: Machine;
  readonly shell: Shell;
  readonly #folder: string;
  #service: (Running & { base: string }) | undefined;

  private constructor(machine: Machine, shell: Shell, folder: string) {
    this.machine = machine;
    this.shell = shell;
    this.#folder = folder;
  }

  /** With sixty listings, and the service running. */
  static async open(server: InstalledServer): Promise<OperationsWorld> {
    const machine = await startMachine(server);
    const folder = await mkdtemp(join(tmpdir(), 'pricetrail-operator-'));
    const account = {
      ...{ PGHOST: machine.folder, PGPORT: String(machine.port) },
      ...{ PGUSER: machine.superuser, PGPASSWORD: machine.password },
    };
    const shell = await openShell({ folder, programs: machine.programs, account });
    const world = new OperationsWorld(machine, shell, folder);
    try {
      await world.#begin();
    } catch (error) {
      await world.close();
      throw error;
    }
    return world;
  }

  async #begin(): Promise<void> {
    const { machine, shell } = this;
    const restoredPort = String(await freePort());
    Object.assign(shell.places, {
      ...{ PGPASSWORD: machine.password, PGDATA: machine.data, DATABASE_URL: machine.url('pricetrail') },
      ...{ BACKUPS: join(machine.folder, 'backups'), ARCHIVE: join(machine.folder, 'wal') },
      ...{ RESTORED: machine.restored, RESTORED_PORT: restoredPort },
      RESTORED_URL: machine.url('pricetrail').replace(`:${machine.port}/`, `:${restoredPort}/`),
      ...{ DATA_DIR: join(this.#folder, 'data'), SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') },
    });
    await mkdir(join(this.#folder, 'data'));
    shell.places.KEY = await this.makeKey('admin', 'first');
    await machine.sql(sixty);
    await this.start();
  }

  async start(): Promise<void> {
    const { DATABASE_URL = '', PGPASSWORD = '', DATA_DIR = '', SECRETS_KEY = '' } = this.shell.places;
    const settings = { DATABASE_URL, PGPASSWORD, DATA_DIR, SECRETS_KEY, LOG_LEVEL: 'silent' };
    this.#service = await startServe({ ...settings, WEBHOOK_ALLOW_PRIVATE: '1' }); // receivers of tests are on loopback
    this.shell.places.SERVICE = this.#service.base;
    await this.untilBack();
  }

  async stop(): Promise<void> {
    if (this.#service) await stopServe(this.#service);
    this.#service = undefined;
  }

  /** Until it answers, and has figures. */
  async untilBack(): Promise<void> {
    for (const path of ['/readyz', '/market/movers?limit=1']) {
      let last: Answer | undefined;
      await until(`${path} is answered`, async () => {
        await sleep(100);
        last = await this.call('GET', path);
        return last.status === 200;
      }).catch((error: Error) => assert.fail(`${error.message}: ${last?.text}`));
    }
  }

  /** Types the blocks below a heading, or the one of that number. @returns what they print */
  async type(heading: string, at?: number): Promise<string> {
    const all = blocks.get(heading) ?? assert.fail(`there is nothing to type below ${heading}`);
    return await this.shell.type(at === undefined ? all : all.slice(at, at + 1));
  }

  /** Makes a key by the command. */
  async makeKey(role: string, name: string): Promise<string> {
    const printed = await this.typeAsService(`pricetrail keys create --role ${role} --name ${name}`);
    return /pt_[\w-]+/.exec(printed)?.[0] ?? assert.fail(printed);
  }

  /** Types what the document has not. @returns what it prints */
  async typeAsService(text: string): Promise<string> {
    return await this.shell.type([{ who: 'service', text }]);
  }

  async call(method: string, path: string, body?: unknown, key = this.shell.places.KEY): Promise<Answer> {
    const { SERVICE = '' } = this.shell.places;
    return await callAt(SERVICE)(method, path, body, { authorization: `Bearer ${key}` });
  }

  async close(): Promise<void> {
    await this.stop();
    await this.machine.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

const sixty = `INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
    rooms_count, bedrooms_count, price, contact_phone_number)
  SELECT 'Flat ' || n, 'It''s "bright".', 'APARTMENT', '1 rue', '66000', 'Perpignan', 'FR', 50.5, 3, 2, 100000 + n, '+33612345678'
  FROM generate_series(1, 60) AS n`;
