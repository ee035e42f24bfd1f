import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { routeRoles } from '../access/route-roles.ts';
import { documentHeaders } from '../wire/security-headers.ts';
import { describeCaching } from './describe-caching.ts';
import { Problem, problemMediaType } from './problem.ts';

type Json = Record<string, unknown>;
type Parameter = { schema?: Json; style?: unknown; explode?: unknown };
type Operation = {
  operationId?: string;
  responses: Json;
  parameters?: Parameter[] | undefined;
  security?: Json[];
  'x-role'?: string;
};

const nameKeyword = 'x-name';

const info = {
  title: 'Pricetrail',
  description: 'Real-estate listings and every price they ever had.',
  license: { name: 'MIT', identifier: 'MIT' },
};

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key (pt_…), or a token of the issuer that the service trusts. x-role says which role an operation takes: each has the rights of those before it: reader, writer, admin.',
  },
};

const problemResponse = {
  description: 'Why the request failed; the type leads to a page that explains it.',
  headers: {
    'Retry-After': {
      description: 'After how many seconds the same request may succeed, where that is so.',
      schema: { type: 'integer' },
    },
  },
  content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Serves the OpenAPI 3.1 document of the routes registered after it at /openapi.json, and Swagger UI at /docs. */
export async function describeApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { ...info, version }, servers: [{ url: '/' }] },
    transform: ({ schema, url }) => ({ schema: keepName(schema) as FastifySchema, url }),
    transformObject: (document) => finish(('openapiObject' in document ? document.openapiObject : {}) as Json) as never,
  });
  await app.register(swaggerPages);
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** Swagger UI styles some of what it shows by attributes, and has images in its style sheet. */
const headersOfSwagger = documentHeaders({
  ...{ scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'] },
  connectSrc: ["'self'"],
});

async function swaggerPages(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headersOfSwagger);
    done();
  });
  await app.register(swaggerUi, { routePrefix: '/docs', theme: { title: 'Pricetrail: the API' } });
}

/** Says the `$id` of a schema in another word, since the plugin takes that one away. */
function keepName(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(keepName);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, item]) => [key === '$id' ? nameKeyword : key, keepName(item)]),
  );
}

/**
 * Makes components of the schemas that have a name, so that generated clients have a type for each, and adds the problem
 * response.
 */
function finish(document: Json): Json {
  const components: Json = {};
  const paths = hoist(document.paths as Json, components) as Record<string, Record<string, Operation>>;
  describeCaching(paths);
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path))) {
    operation.responses.default = problemResponse;
    Object.assign(operation, accessOf(operation));
    operation.parameters = operation.parameters?.map(withSerialization);
  }
  hoist(keepName(Problem), components);
  return { ...document, paths, components: { schemas: components, securitySchemes } };
}

/** What readers may do, who names nobody may mostly, too: that is for whoever runs the service to say. */
function accessOf({ operationId = '' }: Operation): Pick<Operation, 'security' | 'x-role'> {
  const role = routeRoles[operationId];
  if (role === undefined || role === 'anyone') return { security: [] };
  return { security: role === 'reader' ? [{}, { bearer: [] }] : [{ bearer: [] }], 'x-role': role };
}

/** How a list is written in an address is said of the parameter, which the plugin leaves in its schema. */
function withSerialization(parameter: Parameter): Parameter {
  const { style, explode, ...schema } = parameter.schema ?? {};
  return style === undefined ? parameter : { ...parameter, schema, style, explode };
}

function hoist(value: unknown, components: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => hoist(item, components));
  if (typeof value !== 'object' || value === null) return value;
  const { [nameKeyword]: name, ...rest } = value as Json;
  const copy = Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, hoist(item, components)]));
  if (typeof name !== 'string') return copy;
  components[name] = copy;
  return { $ref: `#/components/schemas/${name}` };
}
