import { type Static, Type } from 'typebox';
import { AppError } from '../../errors.ts';
import { checker } from '../../wire/checker.ts';
import type { LakeStore, StoredFile } from './lake-store.ts';

const files = Type.Array(Type.String({ pattern: '^(prices|listings|replaced)/[0-9A-Za-z.-]+$' }));
const count = Type.Integer({ minimum: 0 });

/** What was brought in together. Of a listing the rows of the last layer that has it count, in all tables. */
const Layer = Type.Object({
  /** The number of the manifest that brought it, which its rows have as `layer`. */
  number: count,
  /** Every listing it has, and those that were deleted. None in the first layer. */
  replaced: files,
  prices: files,
  listings: files,
  /** How many rows of each there are. */
  rows: Type.Object({ prices: count, listings: count, replaced: count }),
  /** How large its files are together. */
  bytes: count,
  /** Since when it leaves out what was deleted, in earlier layers, RFC 3339; left out: nothing was. */
  deleted_at: Type.Optional(Type.String()),
});
export type Layer = Static<typeof Layer>;

/** What a lake is at a moment: which files count, and how far of the feed they are. */
const Manifest = Type.Object({
  format: Type.Literal(1),
  /** Counts the manifests of a lake, from 1; the one with the highest number is the lake. */
  number: count,
  /** Of the feed: every change up to here is in. */
  cursor: Type.String(),
  /** All that was recorded before this instant is in, RFC 3339. */
  as_of: Type.String(),
  layers: Type.Array(Layer, { minItems: 1 }),
});
export type Manifest = Static<typeof Manifest>;

const check = checker(Manifest);
const folder = 'manifests';

/** A lake is one state after the other; who stores the next one first has made it. */
export function manifestName(number: number): string {
  return `${folder}/${String(number).padStart(10, '0')}.json`;
}

/** Those of the manifests that are there, in their order; what others have put beside them is none. */
async function listManifests(store: LakeStore): Promise<StoredFile[]> {
  return (await store.list(folder)).filter(({ name }) => /^manifests\/\d{10}\.json$/.test(name));
}

/**
 * The lake as it is.
 * @returns undefined: there is none yet
 * @throws AppError `unavailable`; `misconfigured` where it is of another format
 */
export async function readLatest(store: LakeStore): Promise<Manifest | undefined> {
  for (let tries = 0; ; tries += 1) {
    const last = (await listManifests(store)).at(-1);
    if (!last) return undefined;
    const content = await store.read(last.name);
    if (content) return decode(content, `${store.place}/${last.name}`);
    // It was removed since, so there are newer ones.
    if (tries === 3) throw new AppError('unavailable', 'The lake changes faster than it can be read: try again.');
  }
}

/**
 * The manifests that are kept, in their order; of one in another format only the name.
 * @throws AppError `unavailable`
 */
export async function readManifests(store: LakeStore): Promise<(StoredFile & { manifest: Manifest | undefined })[]> {
  const files = await listManifests(store);
  return await Promise.all(
    files.map(async (file) => {
      const manifest = parse((await store.read(file.name)) ?? Buffer.of());
      return { ...file, manifest: check.accepts(manifest) ? manifest : undefined };
    }),
  );
}

/** The number of the lake as it is, whatever format it is of; 0: there is none. */
export async function latestNumber(store: LakeStore): Promise<number> {
  const last = (await listManifests(store)).at(-1);
  return last ? numberOf(last.name) : 0;
}

/** @returns the one after it, if there is one */
export async function readNext(store: LakeStore, { number }: Manifest): Promise<Manifest | undefined> {
  const name = manifestName(number + 1);
  const content = await store.read(name);
  return content && decode(content, `${store.place}/${name}`);
}

function numberOf(name: string): number {
  return Number.parseInt(name.slice(folder.length + 1), 10);
}

/** @returns false: somebody else has made the next state of the lake */
export async function storeManifest(store: LakeStore, manifest: Manifest): Promise<boolean> {
  return await store.putNew(manifestName(manifest.number), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
}

export function filesOf({ layers }: Manifest): string[] {
  return layers.flatMap(({ prices, listings, replaced }) => [...prices, ...listings, ...replaced]);
}

function decode(content: Buffer, name: string): Manifest {
  const manifest = parse(content);
  if (check.accepts(manifest)) return manifest;
  const message = `${name} is no manifest that this version reads: rebuild the lake with pricetrail lake rebuild.`;
  throw new AppError('misconfigured', message);
}

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'));
  } catch {
    return undefined;
  }
}
