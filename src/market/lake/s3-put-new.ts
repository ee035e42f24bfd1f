import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.ts';
import type { S3Attempts } from './s3-attempts.ts';
import { nameOf } from './s3-failure.ts';
import type { NewObject, S3Objects } from './s3-objects.ts';

/** Stores what nobody else has stored yet, by the header If-None-Match. */
export class S3PutNew {
  readonly #place: string;
  readonly #objects: S3Objects;
  readonly #attempts: S3Attempts;
  /** Whether the server has been seen to heed the header. */
  #isTrusted = false;

  constructor(place: string, objects: S3Objects, attempts: S3Attempts) {
    this.#place = place;
    this.#objects = objects;
    this.#attempts = attempts;
  }

  async putNew(name: string, content: Buffer): Promise<boolean> {
    const object = { name, content, writer: randomUUID() };
    if (await this.#create(object)) {
      await this.#mistrust(object);
      return true;
    }
    this.#isTrusted = true;
    // Where the answer of an attempt was lost, the next one finds what that has stored.
    return (await this.#attempts.small((signal) => this.#objects.writerOf(name, signal))) === object.writer;
  }

  async #create(object: NewObject): Promise<boolean> {
    try {
      return await this.#attempts.small((signal) => this.#objects.create(object, signal));
    } catch (error) {
      // Others are creating it at the same time, again and again: one of them has, or nobody knows.
      if (nameOf((error as Error).cause) === 'ConditionalRequestConflict' && (await this.#isThere(object)))
        return false;
      throw error;
    }
  }

  async #isThere({ name }: NewObject): Promise<boolean> {
    return (await this.#attempts.small((signal) => this.#objects.writerOf(name, signal))) !== undefined;
  }

  /** A server that ignores the header would let several writers win. So the first time the same is stored once more. */
  async #mistrust(object: NewObject): Promise<void> {
    if (this.#isTrusted) return;
    if (await this.#create(object)) {
      const advice = 'two writers could spoil the lake; use a server that knows conditional writes, or a folder';
      throw new AppError('misconfigured', `${this.#place}: the server ignores If-None-Match: ${advice}.`);
    }
    this.#isTrusted = true;
  }
}
