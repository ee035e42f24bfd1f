import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { BuiltPage } from './built-page.ts';
import { pageHeaders } from './document.ts';
import { type PageSubject, withSubject } from './page-head.ts';
import { wantsPage } from './wants-page.ts';

export type PageOptions = {
  page: BuiltPage | undefined;
  /** What is known of a listing, for those who show links; nothing where there is none of that id; untold: to who may not read (more). */
  describe: (listingId: string, request: FastifyRequest) => Promise<PageSubject | 'untold' | undefined>;
  /** Told why it is not known. */
  onUndescribed: (error: unknown, request: FastifyRequest) => void;
};

const hidden = { schema: { hide: true } };
/** The page reads the query itself, and makes of any the best that it can. */
const ofPage = { ...hidden, config: { ignoresQuery: true } } as const;
/** Addresses that lead to the API when a program asks. */
const shared = ['/', '/changes'];
const own = ['/:listingId/edit', '/new', '/drops', '/market'];

/** The web page, at every address that it has, and the files that it is made of. */
export const pageRoutes: FastifyPluginAsync<PageOptions> = async (app, { page, describe, onUndescribed }) => {
  app.get('/', hidden, (_request, reply) => reply.redirect('/docs'));
  if (page === undefined) return;
  const { folder, html } = page;
  const send = (reply: FastifyReply, document = html) => reply.headers(pageHeaders).send(document);
  app.get<{ Params: { listingId: string } }>('/:listingId/prices', ofPage, async (request, reply) => {
    const { listingId } = request.params;
    // Where it cannot be read the page comes all the same, and says so itself.
    const subject = await describe(listingId, request).catch((error: unknown) => {
      onUndescribed(error, request);
      return 'untold' as const;
    });
    if (subject === 'untold') return send(reply);
    if (subject === undefined) return send(reply.code(404));
    return send(reply, withSubject(html, subject, { origin: originOf(request), path: `/${listingId}/prices` }));
  });
  // Where the number of a listing is all that somebody knows.
  app.get<{ Params: { listingId: string } }>(
    '/:listingId(^[0-9]+$)',
    { ...ofPage, constraints: wantsPage },
    (request, reply) => reply.header('vary', 'accept').redirect(`/${request.params.listingId}/prices`),
  );
  for (const path of own) app.get(path, ofPage, (_request, reply) => send(reply));
  for (const path of shared) {
    app.get(path, { ...ofPage, constraints: wantsPage }, (_request, reply) => send(reply.header('vary', 'accept')));
  }
  for (const path of [...own, '/changes', '/:listingId(^[0-9]+$)/prices']) {
    app.get(`${path}/`, { ...ofPage, constraints: wantsPage }, (request, reply) =>
      reply.header('vary', 'accept').redirect(withoutSlash(request.url)),
    );
  }
  app.get('/*', { ...ofPage, constraints: wantsPage }, (_request, reply) =>
    send(reply.code(404).header('vary', 'accept')),
  );
  const files = { index: false, preCompressed: true, etag: true } as const;
  await app.register(fastifyStatic, {
    ...files,
    root: join(folder, 'assets'),
    prefix: '/assets/',
    immutable: true, // their names have a digest of what is in them
    maxAge: '365d',
  });
  for (const name of ['theme.js', 'favicon.svg']) {
    app.get(`/${name}`, hidden, async (_request, reply) => reply.sendFile(name, folder));
  }
};

/** As the reader knows it: a proxy that ends TLS says so in X-Forwarded-Proto. Who lies about it misleads only itself. */
function originOf({ headers, host, protocol }: FastifyRequest): string {
  return host === '' ? '' : `${headers['x-forwarded-proto'] === 'https' ? 'https' : protocol}://${host}`;
}

/** The same address without the slash that ends its path. */
function withoutSlash(url: string): string {
  return url.replace(/\/(?=\?|$)/, '');
}
