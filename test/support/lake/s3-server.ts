import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { heedsConditions } from './conditional-writes.ts';
import type { Fault } from './faults.ts';
import { pagesLists } from './paged-lists.ts';
import { makeS3rver } from './s3rver.ts';

type Met = { fault: Fault; method?: string; times?: number; passOn?: boolean };

export type S3Server = {
  /** Those that were answered as usual: method and path. */
  readonly requests: string[];
  /** What requests of the method meet from now on, so many of them; with `passOn` before their usual answer. */
  meet(fault: Fault | undefined, options?: Omit<Met, 'fault'>): void;
  /** Whether the header If-None-Match counts for PUT. */
  conditional: boolean;
  /** The URL of a new place in the bucket. */
  lake(): string;
  /** Puts files into a lake without asking the server. */
  plant(lake: string, names: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

const bucket = 'figures';
let lakes = 0;

/**
 * s3rver on a port of the loopback address, with its bucket `figures`; the environment of this process leads the library to
 * it. What s3rver cannot do is done before it here, as AWS documents it: If-None-Match for PUT, and lists of several pages.
 */
export async function startS3Server(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'pricetrail-s3-'));
  const s3rver = makeS3rver({ silent: true, directory, configureBuckets: [{ name: bucket }] });
  await s3rver.configureBuckets();
  const plain = pagesLists(s3rver.callback(), s3rver.store);
  const answers = { plain, conditional: heedsConditions(plain, s3rver.store) };
  let met: Met | undefined;
  const listener = createServer((request, response) => {
    const fault = takeFault(met, request);
    fault?.(request, response);
    if (fault && !met?.passOn) return;
    server.requests.push(`${request.method} ${request.url?.replace(/\?.*/, '')}`);
    answers[server.conditional ? 'conditional' : 'plain'](request, response);
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  leadTo((listener.address() as AddressInfo).port);
  const server: S3Server = {
    ...{ requests: [], conditional: true },
    meet: (fault, options) => {
      met = fault && { fault, ...options };
    },
    lake: () => `s3://${bucket}/lakes/${++lakes}`,
    plant: async (lake, names) => await plant(join(directory, lake.slice('s3://'.length)), names),
    stop: async () => {
      listener.close();
      listener.closeAllConnections();
      s3rver.logger.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return server;
}

/** @returns what this request meets, if anything */
function takeFault(met: Met | undefined, { method }: IncomingMessage): Fault | undefined {
  const { fault, method: only = method, times = 1 } = met ?? {};
  if (!met || only !== method || times === 0) return undefined;
  if (met.times !== undefined) met.times -= 1;
  return fault;
}

/** As s3rver keeps them. */
async function plant(folder: string, names: readonly string[]): Promise<void> {
  const paths = names.map((name) => join(folder, `${name}._S3rver_object`));
  for (const parent of new Set(paths.map(dirname))) await mkdir(parent, { recursive: true });
  await Promise.all(paths.map(async (path) => await writeFile(path, '')));
}

function leadTo(port: number): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' },
    // Nothing of the machine, and nothing of its network.
    ...{ AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere', AWS_EC2_METADATA_DISABLED: 'true' },
  });
}
