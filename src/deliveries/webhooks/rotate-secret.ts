import type { WebhookTools } from './register-webhook.ts';
import { makeSecret, secretText } from './secrets.ts';
import type { WebhookWithSecret } from './webhook.ts';
import { parseWebhookId, there } from './webhook-id.ts';
import { toWebhook } from './webhook-row.ts';
import { updateSecret } from './webhooks.sql.ts';

/**
 * Gives a webhook another secret; the one before signs as well for so many seconds.
 * @throws AppError `not_found`
 */
export async function rotateSecret(
  { db, box }: Pick<WebhookTools, 'db' | 'box'>,
  id: string,
  keptSeconds: number,
): Promise<WebhookWithSecret> {
  const secret = makeSecret();
  const row = await updateSecret(db.writes, parseWebhookId(id), { secret: box.seal(secret), keptSeconds });
  return { ...toWebhook(there(row, id)), secret: secretText(secret) };
}
