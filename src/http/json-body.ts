import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { parseJson } from '../wire/json-text.ts';

/** Reads bodies as JSON, and nothing else. A merge patch (RFC 7396) is one for PATCH only. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = async (_request: FastifyRequest, body: Buffer) => parseJson(body);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, parse);
  app.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (request.method === 'PATCH') return parseJson(body);
      throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
    },
  );
  app.addHook('preValidation', async (request) => {
    const { schema } = request.routeOptions;
    if (schema?.body && request.headers['content-type'] === undefined)
      throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE();
  });
}
