import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { retrying } from '../../db/retrying.ts';
import { AppError } from '../../errors.ts';
import { linkTo } from '../../wire/link.ts';
import { changeWebhook } from './change-webhook.ts';
import { Delivery } from './delivery.ts';
import { DeliveryQuery, readDeliveries } from './read-deliveries.ts';
import { readWebhook, readWebhooks, WebhookQuery } from './read-webhooks.ts';
import { registerWebhook, type WebhookTools } from './register-webhook.ts';
import { replayDelivery, replayFrom, sendTest } from './replay.ts';
import { rotateSecret } from './rotate-secret.ts';
import { Webhook, WebhookInput, WebhookPatch, WebhookWithSecret } from './webhook.ts';
import { noSuchWebhook, parseWebhookId } from './webhook-id.ts';
import { deleteWebhook } from './webhooks.sql.ts';

const tags = ['webhooks'];
const id = Type.String({ description: 'Id of the webhook.' });
const params = Type.Object({ id });
const usuallyKeptSeconds = 86_400;
const mostKeptSeconds = 604_800;

const RotateQuery = Type.Object(
  {
    keep_previous_s: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: mostKeptSeconds, default: usuallyKeptSeconds },
        description: 'For how many seconds the secret of now signs as well.',
        'x-expected': `a whole number of seconds from 0 to ${mostKeptSeconds}`,
      }),
    ),
  },
  { additionalProperties: false },
);

const ReplayInput = Type.Object(
  {
    after: Type.String({
      description: 'A cursor of the feed: what follows it is posted again. now: what is not posted yet is left out.',
      'x-expected': 'now, or a cursor of the feed',
    }),
  },
  { additionalProperties: false, $id: 'ReplayInput' },
);

/** What they are registered and posted to with, beside the database. */
export type Webhooks = Omit<WebhookTools, 'db'>;

/** Undefined tools: webhooks are off. */
export type WebhooksOptions = { tools: WebhookTools | undefined };

export const webhooksRoutes: FastifyPluginAsyncTypebox<WebhooksOptions> = async (app, { tools: given }) => {
  /** @throws AppError `switched_off` */
  const tools = (): WebhookTools => {
    if (given) return given;
    const message = 'Webhooks are off: their secrets are stored encrypted, and SECRETS_KEY is not set.';
    throw new AppError('switched_off', message);
  };

  // Whatever CACHE_CONTROL says of listings. At the beginning: what fails later says that it is not stored.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-cache');
  });

  app.post(
    '/webhooks',
    {
      schema: {
        ...{ tags, operationId: 'registerWebhook', summary: 'Registers where changes are posted to, and which' },
        body: WebhookInput,
        response: { 201: WebhookWithSecret },
      },
    },
    async (request, reply) => {
      const webhook = await registerWebhook(tools(), request.body);
      return reply.code(201).header('location', `/webhooks/${webhook.id}`).send(webhook);
    },
  );

  app.get(
    '/webhooks',
    {
      schema: {
        ...{ tags, operationId: 'listWebhooks', summary: 'Lists webhooks, page by page' },
        querystring: WebhookQuery,
        response: { 200: Type.Array(Webhook, { description: 'A page of webhooks; Link rel="next" leads on.' }) },
      },
    },
    async (request, reply) => {
      const { webhooks, next } = await readWebhooks(tools().db.reads, request.query);
      if (next) reply.header('link', linkTo('next', '/webhooks', next));
      return webhooks;
    },
  );

  app.get(
    '/webhooks/:id',
    { schema: { tags, operationId: 'readWebhook', summary: 'Reads a webhook', params, response: { 200: Webhook } } },
    async (request) => await readWebhook(tools().db.reads, request.params.id),
  );

  app.patch(
    '/webhooks/:id',
    {
      schema: {
        ...{ tags, operationId: 'changeWebhook', summary: 'Changes, pauses or resumes a webhook (RFC 7396)' },
        consumes: ['application/merge-patch+json', 'application/json'],
        params,
        body: WebhookPatch,
        response: { 200: Webhook },
      },
    },
    async (request) => await changeWebhook(tools(), request.params.id, request.body),
  );

  app.delete(
    '/webhooks/:id',
    {
      schema: {
        ...{ tags, operationId: 'removeWebhook', summary: 'Removes a webhook, and what it was to be told' },
        params,
        response: { 204: Type.Null({ description: 'The webhook is gone.' }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      parseWebhookId(id);
      const isRemoved = await retrying(() => deleteWebhook(tools().db.writes, id));
      if (!isRemoved) throw noSuchWebhook(id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/webhooks/:id/rotate-secret',
    {
      schema: {
        ...{
          tags,
          operationId: 'rotateSecret',
          summary: 'Gives a webhook another secret; the old one signs for a while',
        },
        params,
        querystring: RotateQuery,
        response: { 200: WebhookWithSecret },
      },
    },
    async (request) => {
      const { keep_previous_s: kept = usuallyKeptSeconds } = request.query;
      return await rotateSecret(tools(), request.params.id, kept);
    },
  );

  app.post(
    '/webhooks/:id/test',
    {
      schema: {
        ...{ tags, operationId: 'testWebhook', summary: 'Posts an event of type webhook.test' },
        params,
        response: { 202: Delivery },
      },
    },
    async (request, reply) => reply.code(202).send(await sendTest(tools(), request.params.id)),
  );

  app.get(
    '/webhooks/:id/deliveries',
    {
      schema: {
        ...{ tags, operationId: 'listDeliveries', summary: 'Lists what was posted and is to be, the latest first' },
        params,
        querystring: DeliveryQuery,
        response: { 200: Type.Array(Delivery, { description: 'A page of deliveries; Link rel="next" leads on.' }) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { deliveries, next } = await readDeliveries(tools().db.reads, id, request.query);
      if (next) reply.header('link', linkTo('next', `/webhooks/${id}/deliveries`, next));
      return deliveries;
    },
  );

  app.post(
    '/webhooks/:id/deliveries/:delivery_id/replay',
    {
      schema: {
        ...{ tags, operationId: 'replayDelivery', summary: 'Posts one event again' },
        params: Type.Object({ id, delivery_id: Type.String({ description: 'Id of the delivery.' }) }),
        response: { 202: Delivery },
      },
    },
    async (request, reply) => {
      const { id, delivery_id: deliveryId } = request.params;
      return reply.code(202).send(await replayDelivery(tools(), id, deliveryId));
    },
  );

  app.post(
    '/webhooks/:id/replay',
    {
      schema: {
        ...{ tags, operationId: 'replayFrom', summary: 'Posts again everything after a cursor of the feed' },
        params,
        body: ReplayInput,
        response: { 202: Webhook },
      },
    },
    async (request, reply) => reply.code(202).send(await replayFrom(tools(), request.params.id, request.body.after)),
  );
};
