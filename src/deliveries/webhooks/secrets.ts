import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const [nonceBytes, tagBytes, secretBytes] = [12, 16, 32];

export function makeSecret(): Buffer {
  return randomBytes(secretBytes);
}

/** As Standard Webhooks 1.0 writes a symmetric secret. */
export function secretText(secret: Buffer): string {
  return `whsec_${secret.toString('base64')}`;
}

/** Keeps secrets so that who reads the database does not know them: AES-256-GCM, as nonce, tag and ciphertext. */
export class SecretBox {
  readonly #key: Buffer;

  /** @param key 32 bytes in base64 */
  constructor(key: string) {
    this.#key = Buffer.from(key, 'base64');
  }

  seal(secret: Buffer): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** @returns undefined for what was sealed with another key, or changed since */
  open(sealed: Buffer): Buffer | undefined {
    const [tagFrom, from] = [nonceBytes, nonceBytes + tagBytes];
    try {
      const decipher = createDecipheriv(algorithm, this.#key, sealed.subarray(0, tagFrom), { authTagLength: tagBytes });
      decipher.setAuthTag(sealed.subarray(tagFrom, from));
      return Buffer.concat([decipher.update(sealed.subarray(from)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
