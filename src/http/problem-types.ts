import type { ErrorCode } from '../errors.ts';

export type ProblemType = {
  status: number;
  title: string;
  /** What happened, for the page that the type's URI leads to. */
  meaning: string;
  /** What the client does about it. */
  remedy: string;
};

/** Every problem the API answers with (RFC 9457). The key is the last part of the type's URI. */
export const problemTypes = {
  malformed: {
    status: 400,
    title: 'The request cannot be read',
    meaning: 'The body is not one JSON value in UTF-8, or the request itself is broken HTTP.',
    remedy: 'Mend the text at the place that `detail` names. Trying again unchanged will fail again.',
  },
  unauthenticated: {
    status: 401,
    title: 'The request does not say who makes it',
    meaning: 'What is asked for takes a key or a token, and none came with the request, or none that counts.',
    remedy:
      'Send `Authorization: Bearer` and a key (`pt_…`) or a token of the issuer. Whoever runs the service makes keys: `pricetrail keys create`.',
  },
  forbidden: {
    status: 403,
    title: 'Who makes the request may not',
    meaning: 'The key or token counts, but its role is not the one that this takes; or a page of another origin asks.',
    remedy: 'Ask whoever runs the service for a key with the role that `detail` names.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such resource',
    meaning:
      'Nothing is served at this address: the listing does not exist, or was deleted, or the path is none of the API.',
    remedy: 'Check the id and the path against the documentation at /docs.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The resource does not take this method',
    meaning: 'Something is served at this address, but not with this method.',
    remedy: 'Use a method that the Allow header names.',
  },
  'not-acceptable': {
    status: 406,
    title: 'There is no such form of the resource',
    meaning: 'None of the media types in Accept is one that this can be had in.',
    remedy: 'Ask for one that `detail` names, or leave Accept out.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request came in too slowly',
    meaning: 'The header or the body was not complete within the time the service waits for it.',
    remedy: 'Send the whole request at once; then try again.',
  },
  conflict: {
    status: 409,
    title: 'The request contradicts what is stored',
    meaning: 'For example another listing has the same `reference`.',
    remedy: 'Read what is there, then decide which of the two is right.',
  },
  stale: {
    status: 412,
    title: 'The listing has changed since it was read',
    meaning:
      'None of the entity tags in If-Match is that of the listing as it is now; the ETag header says which one is.',
    remedy:
      'Read the listing again, apply the change to what it says now, and send it with the new tag, which stands in quotes: `If-Match: "3"`.',
  },
  'precondition-required': {
    status: 428,
    title: 'The request has to name the version it changes',
    meaning:
      'This service takes writes to a listing only with If-Match, so that nobody overwrites what they have not seen.',
    remedy: 'Read the listing, and send its ETag, quotes included: `If-Match: "3"`.',
  },
  gone: {
    status: 410,
    title: 'The cursor leads nowhere any more',
    meaning:
      'The database was restored, put back or failed over since the cursor was given out, or the changes it stands at were removed: what followed it cannot be told any more.',
    remedy:
      'Start again: without `after` to fold all changes anew, or with `after=now` and then read the listings once more.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key belongs to another request',
    meaning:
      'A request that differs in method, path, If-Match or body was answered under this key in the last 24 hours.',
    remedy: 'Send the request of before, unchanged, to get its answer again; for a new request make a new key.',
  },
  'in-progress': {
    status: 409,
    title: 'The same request is being worked on',
    meaning: 'A request with this Idempotency-Key came in before and has not been answered yet.',
    remedy: 'Wait for the seconds that Retry-After names, then send it again with the same key.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'Nobody knows whether the write was made',
    meaning: 'The connection to the database was lost while the write was being committed.',
    remedy:
      'Repeat the request with the same `Idempotency-Key`: it is made once. Without a key read first whether the write is there.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    meaning: 'A body may have at most 1 MiB.',
    remedy: 'Send less, or use an import for many listings.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is of a kind that is not read here',
    meaning: 'Bodies are JSON, say so in Content-Type, and are not compressed; those of imports are NDJSON or CSV.',
    remedy:
      'Send `Content-Type: application/json`, for PATCH also `application/merge-patch+json`, and leave Content-Encoding out. An import takes `application/x-ndjson` or `text/csv`, and `Content-Encoding: gzip`.',
  },
  'too-costly': {
    status: 422,
    title: 'The answer takes more than one request is given',
    meaning:
      'Working it out took longer, or more memory, than whoever runs the service allows, or it has too many rows.',
    remedy:
      'Ask for less: fewer or longer periods, fewer places, coarser groups. Trying again unchanged will fail again.',
  },
  invalid: {
    status: 422,
    title: 'The request breaks a rule',
    meaning:
      'It can be read, but a member or a parameter is missing, unknown, or not as it must be. `errors` lists each one.',
    remedy: 'Mend each place that `errors` names: `pointer` for the body (RFC 6901), `parameter` for the query.',
  },
  'too-many-requests': {
    status: 429,
    title: 'You have asked too often',
    meaning:
      'Whoever runs the service allows each client so many requests in so much time; RateLimit-Policy says how many (q) in how many seconds (w).',
    remedy: 'Go on after the seconds that Retry-After names; RateLimit tells beforehand how many are left (r).',
  },
  'header-too-large': {
    status: 431,
    title: 'The header is too large',
    meaning: 'The request line and the header fields together may have at most 16 KiB.',
    remedy: 'Send fewer or shorter header fields.',
  },
  internal: {
    status: 500,
    title: 'The service failed',
    meaning: 'Something happened that the service was not written for. It has been logged.',
    remedy: 'Report it with the time and the `request_id`.',
  },
  'switched-off': {
    status: 501,
    title: 'This service does not offer it',
    meaning: 'Whoever runs the service has not set what this needs; `detail` names it.',
    remedy: 'Ask them to set it. Trying again unchanged will fail again.',
  },
  overloaded: {
    status: 503,
    title: 'The service has more to do than it can',
    meaning:
      'Requests come faster than the database answers, or than pictures and figures are made, so this one was not begun. What the others asked for is being done.',
    remedy:
      'Try again after the seconds that Retry-After names, and wait longer each time. It left nothing: a write may be sent again with or without an `Idempotency-Key`.',
  },
  'not-prepared': {
    status: 503,
    title: 'The figures are not prepared yet',
    meaning:
      'Market figures are told from a lake, which a worker makes when the service first starts. There is none yet.',
    remedy:
      'Try again after the seconds that Retry-After names, and wait longer each time. Where it lasts, ask whoever runs the service whether a worker runs.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot answer at the moment',
    meaning:
      'The database cannot be reached, is busy, or took too long. Or what was known at `known_at` is not final yet: a write that began before then is still open.',
    remedy: 'Try again after the seconds that Retry-After names; or ask for an earlier `known_at`.',
  },
} as const satisfies Record<string, ProblemType>;

export type ProblemName = keyof typeof problemTypes;

/** The one place where a code becomes a problem, and with it a status. */
export const problemOfCode: Readonly<Record<ErrorCode, ProblemName>> = {
  malformed: 'malformed',
  unauthenticated: 'unauthenticated',
  forbidden: 'forbidden',
  invalid: 'invalid',
  not_found: 'not-found',
  not_acceptable: 'not-acceptable',
  conflict: 'conflict',
  stale: 'stale',
  precondition_required: 'precondition-required',
  gone: 'gone',
  key_reused: 'idempotency-key-reused',
  in_progress: 'in-progress',
  unsupported: 'unsupported-media-type',
  timed_out: 'request-timeout',
  outcome_unknown: 'outcome-unknown',
  switched_off: 'switched-off',
  too_costly: 'too-costly',
  overloaded: 'overloaded',
  too_many: 'too-many-requests',
  not_prepared: 'not-prepared',
  unavailable: 'unavailable',
  stopping: 'unavailable',
  misconfigured: 'internal',
};

const nameOfStatus = new Map<number, ProblemName>(
  Object.entries(problemTypes).map(([name, { status }]) => [status, name as ProblemName]),
);

/** The problem that stands for a status which the framework chose. */
export function problemOfStatus(status: number): ProblemName {
  return nameOfStatus.get(status) ?? (status >= 400 && status < 500 ? 'malformed' : 'internal');
}
