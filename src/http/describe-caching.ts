import { tokenHeader } from '../wire/consistency-token.ts';
import { takesToken } from './replica.ts';

type Header = { description: string; schema: { type: 'string' } };
type Operation = {
  tags?: string[];
  parameters?: { name: string }[];
  responses: Record<string, { headers?: Record<string, Header> }>;
};

const header = (description: string): Header => ({ description, schema: { type: 'string' } });

const ifNoneMatch = {
  ...header('Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any.'),
  ...{ in: 'header', name: 'if-none-match', required: false },
};

const consistencyToken = {
  ...header('Of what the answer has to see: the latest that a write or the feed answered with, or both with a comma.'),
  ...{ in: 'header', name: tokenHeader, required: false },
};
const tokenOf = (what: string) =>
  header(`Where a replica answers reads: sent with a read, the answer is of ${what} or later. Opaque.`);
const tokenOfWrite = tokenOf('this write');

const caching = {
  ETag: header('Names what this answer says; another answer has another one. To be sent as it is, quotes included.'),
  'Cache-Control': header(
    'For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final.',
  ),
  Vary: header('The header fields of the request that the answer depends on.'),
};
const link = header('Where the next page is, rel="next", and of listings the one before, rel="prev" (RFC 8288).');
const totalCount = header('How many there are on all pages, where count asks for it.');
const dataAsOf = header('All that was recorded before this instant is in the figures, RFC 3339.');
const location = header('The address of what was created.');
const feedCursor = header('The cursor of the feed at the moment of the rows: GET /changes?after= goes on from there.');
const version = header('The version of the listing, for If-Match.');

/**
 * Says of each operation of an OpenAPI document what the server does without the routes: of reads If-None-Match, 304 and
 * the fields that go with them; of writes of listings and prices the ETag and the Consistency-Token; and where what is created
 * is. Health and exports are not cached.
 */
export function describeCaching(paths: Readonly<Record<string, Record<string, unknown>>>): void {
  for (const methods of Object.values(paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      if (operation.tags?.includes('health')) continue;
      if (operation.tags?.includes('exports')) describeExport(operation);
      else if (method === 'get') describeRead(operation);
      else describeWrite(operation, method);
    }
  }
}

function describeRead(operation: Operation): void {
  const { parameters = [], responses } = operation;
  const takes = (name: string) => parameters.some((parameter) => parameter.name === name);
  operation.parameters = [...parameters, ifNoneMatch, ...(takesToken(operation.tags) ? [consistencyToken] : [])];
  responses['200'] = {
    ...responses['200'],
    headers: {
      ...caching,
      ...(takes('after') ? { Link: link } : {}),
      ...(takes('count') ? { 'Total-Count': totalCount } : {}),
      ...(operation.tags?.includes('changes') ? { 'Consistency-Token': tokenOf('these changes') } : {}),
      ...(operation.tags?.includes('market') ? { 'Data-As-Of': dataAsOf } : {}),
    },
  };
  const description = 'It is what If-None-Match says.';
  operation.responses = { ...responses, 304: { ...{ description }, headers: caching } };
}

/** It is of one moment, and not stored. */
function describeExport({ responses }: Operation): void {
  const { 'Cache-Control': cacheControl, Vary } = caching;
  responses['200'] = {
    ...responses['200'],
    headers: { 'Cache-Control': cacheControl, Vary, 'Feed-Cursor': feedCursor },
  };
}

function describeWrite({ responses, tags }: Operation, method: string): void {
  const token = takesToken(tags) ? { 'Consistency-Token': tokenOfWrite } : {};
  const etag = takesToken(tags) ? { ETag: version } : {};
  const place = method === 'post' ? { Location: location } : {};
  const fields = { 200: { ...etag, ...token }, 201: { ...place, ...etag, ...token }, 204: token };
  for (const [status, headers] of Object.entries(fields)) {
    const response = responses[status];
    if (response && Object.keys(headers).length > 0) responses[status] = { ...response, headers };
  }
}
