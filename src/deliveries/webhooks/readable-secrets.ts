import type { Queryable } from '../../db/queryable.ts';
import { AppError } from '../../errors.ts';
import type { ClaimedDelivery } from './deliveries.sql.ts';
import type { SecretBox } from './secrets.ts';
import { selectSealedSecrets } from './webhooks.sql.ts';

export type ReadableSecretsOptions = {
  db: Queryable;
  box: SecretBox;
  /** Told of it once, until all can be read again. */
  onFailure: (error: unknown) => void;
  /** Told once all can be. */
  onRecovery: () => void;
};

/** So often, in ms, it is looked whether secrets can be read: whoever mends them may do so through another process. */
const lookingMs = 1_000;
const mostNamed = 10;

/**
 * Knows of which webhooks no secret can be read, since they are stored under another key. That is the operator's to mend, not
 * the receiver's: nothing is posted to them, and no attempt is counted.
 */
export class ReadableSecrets {
  readonly #options: ReadableSecretsOptions;
  #unreadable: ReadonlySet<number> = new Set();
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ReadableSecretsOptions) {
    this.#options = options;
  }

  /** Whether there are any whose cannot be. */
  get isHeldUp(): boolean {
    return this.#unreadable.size > 0;
  }

  /** Of those nothing is to be claimed. */
  room(): Record<number, 0> {
    return Object.fromEntries([...this.#unreadable].map((id) => [id, 0]));
  }

  /** Looks at those of all that are active, now and then. */
  async look(): Promise<void> {
    if (performance.now() - this.#lookedAt < lookingMs) return;
    const { db, box } = this.#options;
    const sealed = await selectSealedSecrets(db);
    this.#lookedAt = performance.now();
    this.#turn(new Set(sealed.filter(({ secret }) => !box.open(secret)).map(({ id }) => id)));
  }

  /** What signs a delivery, the newest first: one before that, which cannot be read, is left out. @returns undefined: nothing can */
  of({ webhook_id: webhookId, secrets: [newest, ...before] }: ClaimedDelivery): Buffer[] | undefined {
    const { box } = this.#options;
    const opened = newest && box.open(newest);
    if (opened) return [opened, ...before.flatMap((secret) => box.open(secret) ?? [])];
    this.#turn(new Set([...this.#unreadable, webhookId]));
    return undefined;
  }

  #turn(unreadable: ReadonlySet<number>): void {
    const wasHeldUp = this.isHeldUp;
    this.#unreadable = unreadable;
    if (this.isHeldUp === wasHeldUp) return;
    if (wasHeldUp) this.#options.onRecovery();
    else this.#options.onFailure(storedUnderAnother([...unreadable]));
  }
}

function storedUnderAnother(ids: readonly number[]): AppError {
  const named = ids.slice(0, mostNamed).join(', ');
  const others = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : '';
  const message = `Nothing is posted to the webhooks ${named}${others}: their secrets were stored under another SECRETS_KEY. Set that one, or rotate the secrets.`;
  return new AppError('misconfigured', message);
}
