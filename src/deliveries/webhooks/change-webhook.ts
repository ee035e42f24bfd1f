import { checked } from '../../wire/checker.ts';
import { checkUrl } from './check-url.ts';
import { refuseImpossible, type WebhookTools } from './register-webhook.ts';
import { type Webhook, type WebhookPatch, webhookInputChecker } from './webhook.ts';
import { parseWebhookId, there } from './webhook-id.ts';
import { toWebhook } from './webhook-row.ts';
import { lockWebhook, updateWebhook, type WebhookRow } from './webhooks.sql.ts';

/**
 * Changes what the patch names (RFC 7396). One that is paused goes on from where it stopped once it is active.
 * @throws AppError `not_found`, `invalid`
 */
export async function changeWebhook(
  { db, guard }: Pick<WebhookTools, 'db' | 'guard'>,
  id: string,
  patch: WebhookPatch,
): Promise<Webhook> {
  parseWebhookId(id);
  if (patch.url !== undefined) await checkUrl(guard, patch.url);
  return await db.transaction(async (tx) => {
    const row = there(await lockWebhook(tx, id), id);
    return toWebhook(await updateWebhook(tx, patched(row, patch)));
  });
}

/** @throws AppError `invalid` where what comes of it is none */
function patched(row: WebhookRow, { status, ...patch }: WebhookPatch): WebhookRow {
  const { url, kinds, filter, description } = row;
  const changed = { url, kinds, description, ...patch, filter: merged(filter, patch.filter) };
  const present = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null));
  const input = checked(webhookInputChecker, present, 'webhook');
  refuseImpossible(input.filter ?? {});
  const { kinds: wanted = null, filter: fits = {}, description: said = null } = input;
  return { ...row, url: input.url, kinds: wanted, filter: fits, description: said, status: status ?? row.status };
}

function merged(filter: object, patch: object | null | undefined): object {
  if (patch === null) return {};
  return Object.fromEntries(Object.entries({ ...filter, ...patch }).filter(([, value]) => value !== null));
}
