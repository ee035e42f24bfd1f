import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';
import { parseJson } from '../wire/json-text.ts';
import { isStreamed } from './streamed-bodies.ts';

const byteOrderMark = Buffer.from('\ufeff');

/** Reads bodies as JSON without a content coding, and nothing else. A merge patch (RFC 7396) is one for PATCH only. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, read);
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (request.method === 'PATCH') return read(request, body);
      throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
    },
  );
  app.addHook('preParsing', async (request) => {
    const { 'content-encoding': coding = 'identity' } = request.headers;
    if (isStreamed(request)) return;
    if (coding.trim().toLowerCase() !== 'identity') throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
  });
  app.addHook('preValidation', async (request) => {
    const { schema } = request.routeOptions;
    if (schema?.body && request.headers['content-type'] === undefined)
      throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
  });
}

/** Clients that name a type with every request name it with a DELETE too; some send an empty object. */
function readNothing(body: Buffer): undefined {
  if (!/^\s*(|null|\{\s*\})\s*$/.test(body.subarray(0, 100).toString())) {
    throw new AppError(
      'malformed',
      'This takes no body: all that it takes stands in its path, its query and its headers.',
    );
  }
}

async function read(request: FastifyRequest, body: Buffer): Promise<unknown> {
  if (!request.routeOptions.schema?.body) return readNothing(body);
  if (!body.subarray(0, byteOrderMark.length).equals(byteOrderMark)) return parseJson(body);
  throw new AppError('malformed', 'The body begins with a byte order mark: send it without (RFC 8259, 8.1).');
}
