import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';

/** What it holds, past HTTP. */
export type StoredObjects = {
  existsObject(bucket: string, key: string): Promise<boolean>;
  /** In the order of their keys. */
  listObjects(bucket: string, options: Record<string, string | number>): Promise<ObjectPage>;
};
export type ObjectPage = { objects: { key: string; lastModifiedDate: Date }[]; isTruncated: boolean };

type S3rver = {
  configureBuckets(): Promise<unknown>;
  callback(): RequestListener;
  store: StoredObjects;
  logger: { close(): void };
};
type S3rverOptions = { silent: boolean; directory: string; configureBuckets: { name: string }[] };

/**
 * A server of S3 for tests, which keeps objects in a folder. The key must be S3RVER. It does not agree with the library on the
 * signature of what is asked of a whole bucket, so signatures do not count.
 */
export function makeS3rver(options: S3rverOptions): S3rver {
  return new (library())({ ...options, allowMismatchedSignatures: true });
}

/** Its authors publish no types. */
function library(): new (options: S3rverOptions & { allowMismatchedSignatures: boolean }) => S3rver {
  const require = createRequire(import.meta.url);
  return require('@20minutes/s3rver');
}
