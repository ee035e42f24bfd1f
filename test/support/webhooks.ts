import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { addressGuard } from '../../src/deliveries/webhooks/address-guard.ts';
import { DeliveryWorker, type WorkerOptions } from '../../src/deliveries/webhooks/delivery-worker.ts';
import { SecretBox } from '../../src/deliveries/webhooks/secrets.ts';
import type { Received } from './receiver.ts';
import type { TestApi } from './test-api.ts';

export const secretsKey = randomBytes(32).toString('base64');

/** Those of a service for development: receivers of tests are on loopback. */
export const webhookTools = { box: new SecretBox(secretsKey), guard: addressGuard(true) };

/** Hands out and posts, beside the API of a test. What fails is thrown when it is stopped. */
export function startWorker(
  { db }: Pick<TestApi, 'db'>,
  options: Pick<WorkerOptions, 'patienceMs'> = {},
): { stop(): Promise<void> } {
  const failures: unknown[] = [];
  const worker = new DeliveryWorker({ db, ...webhookTools, ...options, onFailure: (error) => failures.push(error) });
  worker.start();
  return {
    stop: async () => {
      await worker.stop();
      assert.deepEqual(failures, []);
    },
  };
}

export type Registered = { id: number; secret: string };

/** Registers a webhook. */
export async function register(api: Pick<TestApi, 'call'>, input: Record<string, unknown>): Promise<Registered> {
  const { status, body, text } = await api.call('POST', '/webhooks', input);
  assert.equal(status, 201, text);
  return body;
}

/** Whether a receiver that has the secret takes it. */
export function isSigned({ text, headers }: Received, secret: string): boolean {
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
