import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Database } from '../../db/database.ts';
import { AppError } from '../../errors.ts';
import { readKey } from '../../idempotency/key.ts';
import { csvTemplate } from '../csv-columns.ts';
import type { InputFormat } from '../entry.ts';
import { Import, isFinished } from './import-job.ts';
import { readErrors, readImport, waitForImport } from './read-imports.ts';
import { receiveImport } from './receive-import.ts';

const tags = ['imports'];
const params = Type.Object({ id: Type.String({ description: 'Id of the import.' }) });

const formatOfType: Readonly<Record<string, InputFormat>> = {
  ...{ 'application/x-ndjson': 'ndjson', 'application/ndjson': 'ndjson', 'application/jsonl': 'ndjson' },
  'text/csv': 'csv',
};
const consumes = Object.keys(formatOfType);
/** Bodies that are stored at the same time. */
const mostAtOnce = 8;

const ImportQuery = Type.Object(
  {
    dry_run: Type.Optional(
      Type.Boolean({ default: false, description: 'Only counts what it would write.', 'x-expected': 'true or false' }),
    ),
    strict: Type.Optional(
      Type.Boolean({
        ...{ default: false, 'x-expected': 'true or false' },
        description: 'Writes nothing at all where a line is refused.',
      }),
    ),
  },
  { additionalProperties: false },
);

const headers = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'A string of your own for this import, in quotes. The same body sent again under it is the same import: one that was cut off or failed goes on after what it has written.',
    }),
  ),
  prefer: Type.Optional(
    Type.String({
      description: 'wait: answers with the finished import; wait=60: waits for 60 seconds at most (RFC 7240).',
    }),
  ),
});

export type ImportsOptions = {
  db: Database;
  /** Told when there is something for a worker to do. */
  onImport: () => void;
  /** Aborted when the server closes: nobody is waited for any more. */
  closed: AbortSignal;
};

export const importsRoutes: FastifyPluginAsyncTypebox<ImportsOptions> = async (app, { db, onImport, closed }) => {
  let receiving = 0;

  app.removeAllContentTypeParsers(); // of these routes alone: bodies are read as they come
  app.addContentTypeParser(consumes, (_request, payload, done) => done(null, payload));
  // Whatever CACHE_CONTROL says of listings. At the beginning: what fails later says that it is not stored.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'private, no-cache');
  });

  app.post(
    '/imports',
    {
      config: { streamed: true },
      schema: {
        ...{ tags, operationId: 'createImport', summary: 'Takes in observations of listings, as many as there are' },
        ...{ consumes, querystring: ImportQuery, headers },
        body: Type.Unknown({
          $id: 'Observations',
          description:
            'A listing in each line as in POST /listings, with reference and observed_at, as JSON; or CSV with the header of /imports/template.csv. Of any size; a gzip is taken, too.',
        }),
        response: {
          202: Import,
          200: Import, // where it was waited for
        },
      },
    },
    async (request, reply) => {
      const id = await receive(request);
      reply.header('location', `/imports/${id}`);
      onImport();
      const wait = waitOf(request.headers.prefer);
      if (!wait) return reply.code(202).send(await readImport(db.reads, String(id)));
      reply.header('preference-applied', 'wait');
      const signal = AbortSignal.any([request.signal, closed]);
      const found = await waitForImport(db.reads, id, { ...wait, signal });
      return reply.code(isFinished(found) ? 200 : 202).send(found);
    },
  );

  app.get(
    '/imports/template.csv',
    {
      schema: {
        ...{ tags, operationId: 'readImportTemplate', summary: 'The header of observations as CSV' },
        produces: ['text/csv'],
        response: { 200: Type.String({ description: 'One line.' }) },
      },
    },
    async (_request, reply) =>
      reply
        .header('content-disposition', 'attachment; filename="template.csv"')
        .type('text/csv; charset=utf-8')
        .send(csvTemplate),
  );

  app.get(
    '/imports/:id',
    {
      schema: {
        ...{ tags, operationId: 'readImport', summary: 'Reads how far an import is, and what it wrote' },
        params,
        response: { 200: Import },
      },
    },
    async (request, reply) => {
      const found = await readImport(db.reads, request.params.id);
      if (!isFinished(found)) reply.header('retry-after', 1);
      return found;
    },
  );

  app.get(
    '/imports/:id/errors',
    {
      schema: {
        ...{ tags, operationId: 'listImportErrors', summary: 'Tells why lines were refused, as far as is known' },
        ...{ produces: ['application/x-ndjson'], params },
        response: {
          200: Type.String({ description: 'In each line {"line", "pointer", "reason"}; the first 10,000 reasons.' }),
        },
      },
    },
    async (request, reply) => {
      return reply.type('application/x-ndjson; charset=utf-8').send(await readErrors(db.reads, request.params.id));
    },
  );

  type Receiving = FastifyRequest<{ Querystring: Static<typeof ImportQuery>; Headers: Static<typeof headers> }>;

  async function receive(request: Receiving): Promise<number> {
    const { dry_run = false, strict = false } = request.query;
    if (receiving >= mostAtOnce)
      throw new AppError('overloaded', `${mostAtOnce} imports are coming in: try again later.`);
    receiving += 1;
    try {
      return await receiveImport(db, {
        wish: { format: formatOf(request), dry_run, strict },
        ...{ key: readKey(request.headers, request.actor), actor: request.actor },
        ...{ body: request.raw, zipped: isZipped(request), refusalNow: () => request.refusalNow() },
      });
    } finally {
      receiving -= 1;
    }
  }
};

function formatOf({ headers }: FastifyRequest): InputFormat {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  return formatOfType[type.trim().toLowerCase()] ?? 'ndjson';
}

/** @throws AppError `unsupported` for a coding that is not read */
function isZipped({ headers }: FastifyRequest): boolean {
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity') return false;
  if (coding === 'gzip' || coding === 'x-gzip') return true;
  throw new AppError('unsupported', 'The body may be sent as it is, or with Content-Encoding: gzip.');
}

/** Reads Prefer (RFC 7240): whether it is to be waited, and for how many seconds. */
function waitOf(prefer: string | undefined): { seconds: number | undefined } | undefined {
  const found = /(?:^|,)\s*wait\s*(?:=\s*"?(\d{1,6})"?\s*)?(?:[;,]|$)/i.exec(prefer ?? '');
  return found ? { seconds: found[1] === undefined ? undefined : Number(found[1]) } : undefined;
}
