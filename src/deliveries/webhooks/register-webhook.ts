import { readChanges } from '../../changes/read-changes.ts';
import type { Database } from '../../db/database.ts';
import { invalid } from '../../wire/checker.ts';
import type { AddressGuard } from './address-guard.ts';
import { checkUrl } from './check-url.ts';
import { makeSecret, type SecretBox, secretText } from './secrets.ts';
import type { WebhookFilter, WebhookInput, WebhookWithSecret } from './webhook.ts';
import { toWebhook } from './webhook-row.ts';
import { insertWebhook } from './webhooks.sql.ts';

/** What webhooks are registered and posted to with. */
export type WebhookTools = {
  db: Pick<Database, 'reads' | 'writes' | 'transaction'>;
  box: SecretBox;
  guard: AddressGuard;
};

/**
 * Registers a webhook: it is told of the changes that come from now on. Its secret is told here only.
 * @throws AppError `invalid`
 */
export async function registerWebhook(
  { db, box, guard }: WebhookTools,
  { url, kinds, filter = {}, description }: WebhookInput,
): Promise<WebhookWithSecret> {
  refuseImpossible(filter);
  await checkUrl(guard, url);
  const secret = makeSecret();
  const { next } = await readChanges(db.reads, { after: 'now' });
  const placed = { secret: box.seal(secret), cursor: next.after };
  const row = await insertWebhook(db.writes, {
    ...{ url, kinds: kinds ?? null, filter, description: description ?? null },
    ...placed,
  });
  return { ...toWebhook(row), secret: secretText(secret) };
}

/** @throws AppError `invalid` for a range that nothing is in */
export function refuseImpossible({ price_below: below, price_above: above }: WebhookFilter): void {
  if (below === undefined || above === undefined || below > above) return;
  const detail = `must be more than price_above (${above}): no price is in between`;
  throw invalid([{ pointer: '/filter/price_below', detail }], 'webhook');
}
