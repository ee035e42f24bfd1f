import type { Server as HttpServer } from 'node:http';
import accepts from '@fastify/accepts';
import fastify, { type FastifyHttpOptions, type FastifyInstance, LogController } from 'fastify';
import type { Gate } from '../access/gate.ts';
import type { RateLimit } from '../access/rate-limit.ts';
import { admits } from '../access/role.ts';
import { changesRoutes } from '../changes/changes.routes.ts';
import { FeedTail } from '../changes/live/feed-tail.ts';
import type { Database } from '../db/database.ts';
import { type Webhooks, webhooksRoutes } from '../deliveries/webhooks/webhooks.routes.ts';
import { exportsRoutes } from '../exchange/export/exports.routes.ts';
import { importsRoutes } from '../exchange/jobs/imports.routes.ts';
import { listingsRoutes } from '../listings/listings.routes.ts';
import { placesRoutes } from '../listings/places/places.routes.ts';
import type { Log } from '../log/open-log.ts';
import { marketRoutes } from '../market/market.routes.ts';
import type { Market } from '../market/market.ts';
import type { Answered } from '../metrics/process-metrics.ts';
import type { BuiltPage } from '../page/built-page.ts';
import { pageRoutes } from '../page/page.routes.ts';
import { describeTrail } from '../pictures/describe-trail.ts';
import { picturesRoutes } from '../pictures/pictures.routes.ts';
import { PngPictures } from '../pictures/png/png-pictures.ts';
import { Rasterizer } from '../pictures/png/rasterizer.ts';
import { correctionsRoutes } from '../prices/corrections.routes.ts';
import { pricesRoutes } from '../prices/prices.routes.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { controlAccess } from './access.ts';
import { answerKnownReads } from './caching.ts';
import { closePromptly } from './close.ts';
import { compressAnswers } from './compression.ts';
import { Drain } from './drain.ts';
import { type Counters, handleErrors, noteUndescribed } from './error-handler.ts';
import { healthRoutes } from './health.routes.ts';
import { readJsonBodies } from './json-body.ts';
import { measureAnswers } from './measure.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { OpenConnections } from './open-connections.ts';
import { describeApi } from './openapi.ts';
import { admitOrigins } from './origins.ts';
import { problemPages } from './problem-pages.routes.ts';
import { refuseUnreadableQueries } from './query-text.ts';
import { limitRates, mayAskMore } from './rate-limit.ts';
import { tellReadersApart } from './readers-apart.ts';
import { RefusalLog } from './refusal-log.ts';
import { refusePaths } from './refused-path.ts';
import { logReplica, varyByToken } from './replica.ts';
import { refuseAmbiguousHeads } from './request-head.ts';
import { nameRequests, requestIdLabel, requestIdOf } from './request-id.ts';
import { logRequests } from './request-log.ts';
import { protectAnswers } from './security-headers.ts';
import { answerSocketError, ignoreExpectations } from './socket-errors.ts';
import { dropStalledReaders } from './stalled-readers.ts';
import { StreamedBodies } from './streamed-bodies.ts';
import { traceRequests } from './trace.ts';
import { endUnfinishedBodies } from './unfinished-bodies.ts';
import { refuseUnknownParameters } from './unknown-parameters.ts';
import { compileValidator } from './validation.ts';

export const bodyLimitBytes = 1_048_576;

/** All in ms. */
type TimeLimits = {
  /** Of a request, from its first byte to its last. */
  requestTimeout: number;
  /** Of its header alone. */
  headersTimeout: number;
  /** Of a connection without a request: longer than the 60 s of a load balancer, which would use one that is being closed. */
  keepAliveTimeout: number;
  /** Of all requests under way once the service stops. */
  closing: number;
  /** Of a stream that has nothing to tell: a load balancer may think after half a minute that it is dead. */
  silence: number;
  /** Of a stream without a look at its key. */
  allowed: number;
  /** Of an export that waits for its turn. */
  turn: number;
};
const timeLimits: TimeLimits = {
  ...{ requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 72_000 },
  ...{ closing: 10_000, silence: 15_000, allowed: 5_000, turn: 5_000 },
};

export type ServerOptions = {
  db: Database;
  version: string;
  /** Where it tells what it does. @default nowhere */
  log?: Log | undefined;
  /** Whether each answer is told there. @default false */
  tellsRequests?: boolean;
  /** Makes spans of requests. @default none are made */
  tracing?: Tracing | undefined;
  /** Told of each answer. @default nobody is */
  onAnswered?: ((answer: Answered) => void) | undefined;
  /** Whether writes to a listing have to name its version. @default false */
  requireIfMatch?: boolean;
  /** Cache-Control of reads of what is now. @default no-cache */
  cacheControl?: string;
  /** What webhooks are registered and posted to with. @default none: they are off */
  webhooks?: Webhooks | undefined;
  /** What figures are asked of. @default none: there are no figures */
  market?: Market | undefined;
  /** Files of fonts that PNGs have beside their own. @default none */
  pictureFonts?: readonly string[];
  /** The web page. @default none: / leads to the description of the API */
  page?: BuiltPage | undefined;
  /** Told of each import that came in, for who does it. */
  onImport?: () => void;
  /** Who may do what. @default none: everybody may do everything */
  access?: Gate | undefined;
  /** How often each client may ask. @default none: as often as it likes */
  rateLimit?: RateLimit | undefined;
  /** How many proxies in front say who asks (X-Forwarded-For). @default 0 */
  trustedProxies?: number;
  /** Pages of which other origins may read and write. @default none */
  corsOrigins?: readonly string[];
  /** Whether it answers nothing but how it is. @default false */
  onlyHealth?: boolean;
  /** Replaces time limits, in ms. */
  limits?: Partial<TimeLimits>;
};

export type Server = {
  app: FastifyInstance;
  counters: Counters;
  /** The end of the feed, for all who follow it here. */
  tail: FeedTail;
  /** Tells those who distribute requests to send no more of them; what comes in is still answered. */
  drain(): void;
};

/** The HTTP server with every route, not yet listening. */
export async function buildServer({
  db,
  version,
  log,
  tellsRequests = false,
  tracing,
  onAnswered,
  requireIfMatch = false,
  cacheControl = 'no-cache',
  webhooks,
  market,
  pictureFonts = [],
  page,
  onImport = () => {},
  access,
  corsOrigins = [],
  rateLimit,
  trustedProxies = 0,
  onlyHealth = false,
  limits,
}: ServerOptions): Promise<Server> {
  const { headersTimeout, closing, silence, allowed, turn, ...times } = { ...timeLimits, ...limits };
  const streamed = new StreamedBodies();
  const open = new OpenConnections();
  const options: FastifyHttpOptions<HttpServer> = {
    ...times,
    http: { headersTimeout, connectionsCheckingInterval: 1_000, requireHostHeader: false },
    trustProxy: (_address: string, hop: number) => hop < trustedProxies,
    bodyLimit: bodyLimitBytes,
    pluginTimeout: 0, // it would limit closing, too: closePromptly does
    ...(log ? { loggerInstance: log } : {}),
    // A line for every request costs a tenth of the throughput; failures are logged where they are answered.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: requestIdLabel }),
    genReqId: requestIdOf,
    forceCloseConnections: false, // closePromptly knows better which
    return503OnClosing: false, // what comes in while closing is answered like anything else
    clientErrorHandler: answerSocketError({ streamed, open }),
    frameworkErrors: refusePaths(page),
    routerOptions: { maxParamLength: 200 },
  };
  const app: FastifyInstance = fastify(options);
  open.watch(app.server);
  const counters: Counters = { failures: 0, inputBugs: 0, overloaded: 0 };
  app.setValidatorCompiler(compileValidator);
  nameRequests(app);
  if (tracing) traceRequests(app, tracing);
  if (tellsRequests) logRequests(app);
  if (onAnswered) measureAnswers(app, onAnswered);
  tellReadersApart(app);
  protectAnswers(app);
  refuseAmbiguousHeads(app);
  await app.register(accepts);
  streamed.watch(app);
  endUnfinishedBodies(app);
  await admitOrigins(app, corsOrigins); // before what refuses: pages read that, too
  refuseUnreadableQueries(app);
  readJsonBodies(app);
  const refusals = new RefusalLog();
  handleErrors(app, counters, refusals);
  limitRates(app, rateLimit);
  controlAccess(app, access);
  const tail = new FeedTail(db.reads);
  const pngs = new PngPictures(new Rasterizer({ fonts: pictureFonts }));
  app.addHook('onClose', async () => await pngs.close());
  const closed = new AbortController();
  app.addHook('preClose', async () => {
    tail.close(); // before the next one, which waits for the answers under way
    closed.abort();
  });
  closePromptly(app, { open, longestMs: closing });
  const drain = new Drain(app);
  if (db.replica) {
    logReplica(app, db.replica);
    varyByToken(app);
  }
  answerKnownReads(app, { cacheControl, isPrivate: access?.isClosed ?? false });
  dropStalledReaders(app, 4 * silence);
  compressAnswers(app); // after it: a tag is that of the plain body
  const refuse = refuseOtherMethods(app);
  await describeApi(app, version);
  refuseUnknownParameters(app);
  if (!onlyHealth) {
    await app.register(listingsRoutes, { db, requireIfMatch });
    await app.register(placesRoutes, { db });
    await app.register(pricesRoutes, { db, requireIfMatch });
    await app.register(correctionsRoutes, { db });
    await app.register(picturesRoutes, { db, pngs, edition: [version, ...pictureFonts].join() });
    await app.register(changesRoutes, { db, tail, silenceMs: silence, allowedMs: allowed });
    await app.register(exportsRoutes, { db, stalledMs: 4 * silence, waitMs: turn });
    await app.register(importsRoutes, { db, onImport, closed: closed.signal });
    await app.register(marketRoutes, { db, market });
    await app.register(webhooksRoutes, { tools: webhooks && { db, ...webhooks } });
  }
  await app.register(pageRoutes, {
    page: onlyHealth ? undefined : page,
    describe: async (listingId, request) => {
      const isTold = (await mayRead(access)) && (await mayAskMore(rateLimit, request));
      return isTold ? await describeTrail(db.reads, listingId) : 'untold';
    },
    onUndescribed: (error, request) => noteUndescribed(error, request, refusals),
  });
  healthRoutes(app, db, drain);
  problemPages(app);
  refuse();
  await app.ready();
  ignoreExpectations(app.server);
  return { app, counters, tail, drain: () => drain.begin() };
}

/** Whether who names nobody does: those who show links. */
async function mayRead(access: Gate | undefined): Promise<boolean> {
  return access === undefined || admits((await access.nobody()).role, 'reader');
}
