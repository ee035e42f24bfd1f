import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../../errors.ts';

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

  /** @throws AppError `misconfigured` for what was sealed with another key */
  open(sealed: Buffer): Buffer {
    const decipher = createDecipheriv(algorithm, this.#key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
    } catch (cause) {
      const message =
        'The secret of a webhook was stored under another SECRETS_KEY: set that one, or rotate the secret.';
      throw new AppError('misconfigured', message, { cause });
    }
  }
}
