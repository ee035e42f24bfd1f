import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

// A key is pt_<id>_<secret>: it begins in a way that scanners for secrets can be told of, then says which one it is, and then
// 256 random bits. So much chance cannot be guessed from its hash: one round of SHA-256 is enough, and each request pays it.

export type ApiKey = { id: string; secret: string };

const pattern = /^pt_([0-9a-f]{12})_([\w-]{43})$/;

export function makeApiKey(): ApiKey {
  return { id: randomBytes(6).toString('hex'), secret: randomBytes(32).toString('base64url') };
}

export function apiKeyText({ id, secret }: ApiKey): string {
  return `pt_${id}_${secret}`;
}

/** @returns undefined for a text that is no key */
export function parseApiKey(text: string): ApiKey | undefined {
  const [, id, secret] = pattern.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}

/** What is stored of a secret. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** In the same time for every secret. */
export function hasSecret(hash: Buffer, secret: string): boolean {
  return timingSafeEqual(hash, hashOf(secret));
}
