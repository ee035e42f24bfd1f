import { createHmac } from 'node:crypto';

export type SignedHeaders = { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string };

export type Message = {
  id: string;
  /** When this attempt is made, in UTC milliseconds. */
  at: number;
  body: string;
};

/**
 * The headers of a message by Standard Webhooks 1.0: HMAC-SHA256 of `id.timestamp.body`, one signature for each secret,
 * so that a receiver may know the old or the new one while a secret is being changed.
 */
export function signedHeaders({ id, at, body }: Message, secrets: readonly Buffer[]): SignedHeaders {
  const timestamp = String(Math.floor(at / 1_000));
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${digest}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
