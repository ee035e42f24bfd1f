import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../errors.ts';
import type { StoredFile } from './lake-store.ts';
import type { S3Connection } from './s3-client.ts';
import { nameOf, statusOf } from './s3-failure.ts';
import { withContentMd5 } from './with-content-md5.ts';

export type NewObject = { name: string; content: Buffer; writer: string };

/** What is beneath a prefix of a bucket, by the names without it. Each is one attempt, and fails as the library does. */
export class S3Objects {
  readonly #place: string;
  readonly #connection: S3Connection;
  readonly #bucket: string;
  /** Empty, or with a slash at its end. */
  readonly #prefix: string;

  constructor(place: string, connection: S3Connection) {
    const [bucket = '', ...folders] = place.slice('s3://'.length).split('/');
    this.#place = place;
    this.#connection = connection;
    this.#bucket = bucket;
    this.#prefix = folders.map((folder) => `${folder}/`).join('');
  }

  /** @returns a thousand files at most, and what to go on with */
  async page(folder: string, token: string | undefined, abortSignal: AbortSignal) {
    const { library, client } = this.#connection;
    const { Key: Prefix, ...bucket } = this.#at(`${folder}/`);
    const input = { ...bucket, Prefix, Delimiter: '/', ...(token === undefined ? {} : { ContinuationToken: token }) };
    const answer = await client.send(new library.ListObjectsV2Command(input), { abortSignal });
    const files = (answer.Contents ?? []).map(({ Key = '', LastModified, Size = 0 }): StoredFile => {
      return { name: Key.slice(this.#prefix.length), bytes: Size, storedAt: LastModified?.getTime() ?? 0 };
    });
    const isFile = ({ name }: StoredFile) => name !== `${folder}/`; // as some tools mark a folder
    return { files: files.filter(isFile), next: answer.IsTruncated ? answer.NextContinuationToken : undefined };
  }

  /** @returns undefined: there is none */
  async read(name: string, signal: AbortSignal): Promise<Buffer | undefined> {
    try {
      const chunks: Buffer[] = [];
      const { body } = await this.#get(name, signal);
      for await (const chunk of body) chunks.push(chunk);
      return Buffer.concat(chunks);
    } catch (error) {
      if (nameOf(error) === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  /** A file that is whole, and on disk. */
  async download(name: string, path: string, signal: AbortSignal): Promise<void> {
    const { body, length } = await this.#get(name, signal);
    const file = createWriteStream(path, { flush: true });
    await pipeline(body, file, { signal });
    if (file.bytesWritten !== length) throw new AppError('unavailable', `${this.#place}/${name} came in part only.`);
  }

  async upload(name: string, path: string, signal: AbortSignal): Promise<void> {
    const { library, client } = this.#connection;
    const input = { ...this.#at(name), ContentLength: (await stat(path)).size };
    const unreadable = new AbortController();
    const Body = createReadStream(path).once('error', () => unreadable.abort());
    try {
      const abortSignal = AbortSignal.any([signal, unreadable.signal]);
      await client.send(new library.PutObjectCommand({ ...input, Body }), { abortSignal });
    } finally {
      Body.destroy();
    }
  }

  /** @returns false: there is one of its name */
  async create({ name, content, writer }: NewObject, abortSignal: AbortSignal): Promise<boolean> {
    const { library, client } = this.#connection;
    const input = { ...this.#at(name), Body: content, IfNoneMatch: '*', Metadata: { writer } };
    try {
      await client.send(new library.PutObjectCommand(input), { abortSignal });
      return true;
    } catch (error) {
      if (statusOf(error) === 412) return false;
      throw error;
    }
  }

  /** @returns who has created it; undefined: there is none, or it was not created here */
  async writerOf(name: string, abortSignal: AbortSignal): Promise<string | undefined> {
    const { library, client } = this.#connection;
    try {
      const { Metadata } = await client.send(new library.HeadObjectCommand(this.#at(name)), { abortSignal });
      return Metadata?.writer;
    } catch (error) {
      if (nameOf(error) === 'NotFound') return undefined;
      throw error;
    }
  }

  /** @param names a thousand at most */
  async remove(names: readonly string[], abortSignal: AbortSignal): Promise<void> {
    const { library, client } = this.#connection;
    const Objects = names.map((name) => ({ Key: this.#at(name).Key }));
    const command = new library.DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } });
    const { Errors: [failed] = [] } = await client.send(withContentMd5(command), { abortSignal });
    if (failed) throw Object.assign(new Error(failed.Message), { name: failed.Code });
  }

  async #get(name: string, abortSignal: AbortSignal): Promise<{ body: Readable; length: number | undefined }> {
    const { library, client } = this.#connection;
    const answer = await client.send(new library.GetObjectCommand(this.#at(name)), { abortSignal });
    if (!(answer.Body instanceof Readable)) throw new Error('an answer without a body');
    return { body: answer.Body, length: answer.ContentLength };
  }

  #at(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: `${this.#prefix}${name}` };
  }
}
