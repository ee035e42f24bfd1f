import { eventKinds } from '../event.ts';
import type { Webhook } from './webhook.ts';
import type { WebhookRow } from './webhooks.sql.ts';

export function toWebhook(row: WebhookRow): Webhook {
  const { kinds, description, disabled_reason, previous_secret_until, ...others } = row;
  return {
    ...others,
    kinds: kinds ?? [...eventKinds],
    ...(description === null ? {} : { description }),
    ...(disabled_reason === null ? {} : { disabled_reason }),
    ...(previous_secret_until === null ? {} : { previous_secret_until }),
  };
}
