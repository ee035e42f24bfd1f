/** A file of a lake. */
export type StoredFile = {
  /** Its path in the lake, such as `prices/0000000001-5f2c….parquet`. */
  name: string;
  bytes: number;
  /** When it was stored, in UTC milliseconds. */
  storedAt: number;
};

/**
 * Where the files of a lake are. A file is whole or not there, and never changes: what was read once can be kept. Names have
 * one folder and no other characters than letters, digits, dots and hyphens.
 * Each of them fails with AppError `unavailable` where the store cannot be reached, or has not what it must have; then what was
 * to be stored may be there or not. `misconfigured`: somebody has to change something first.
 */
export interface LakeStore {
  /** Where it is, for people: without credentials. */
  readonly place: string;

  /** The files of a folder, such as `manifests`, in the order of their names. */
  list(folder: string): Promise<StoredFile[]>;

  /** What a file holds; undefined: there is none of that name. */
  read(name: string): Promise<Buffer | undefined>;

  /**
   * Stores a small file, unless there is one of its name: of several writers at the same time one does it.
   * @returns false: there is one already, which stays as it is
   */
  putNew(name: string, content: Buffer): Promise<boolean>;

  /** Stores a file of this machine, which is taken away from where it is; on disk when it returns. */
  put(name: string, path: string): Promise<void>;

  /** Removes files; those that are not there count as removed. */
  remove(names: readonly string[]): Promise<void>;

  /** The path of a copy on the disk of this machine, in the order of the names; it stays while `keep` is told of the name. */
  paths(names: readonly string[]): Promise<string[]>;

  /** Tells which files are needed still: copies of others may be removed. */
  keep(names: ReadonlySet<string>): Promise<void>;

  /** A folder on this machine for files that are being made; `put` takes them from there without a copy. */
  readonly workshop: string;

  close(): Promise<void>;
}
