import { AppError } from '../../errors.ts';

/** By what S3, or the library, calls them. */
const kinds = {
  nameless: new Set(['CredentialsProviderError', 'TokenProviderError']),
  refused: new Set([
    ...['AccessDenied', 'AllAccessDisabled', 'AccountProblem', 'Forbidden', 'InvalidAccessKeyId', 'InvalidToken'],
    ...['SignatureDoesNotMatch', 'ExpiredToken', 'ExpiredTokenException', 'UnrecognizedClientException'],
  ]),
  elsewhere: new Set(['PermanentRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException']),
};

const rights = 's3:ListBucket, s3:GetObject, s3:PutObject, s3:DeleteObject';

/**
 * What an error means for who runs the service. It is told by its name alone: the messages of S3 may name accounts and keys.
 * @param place of the lake, such as `s3://bucket/prefix`
 */
export function s3Failure(error: unknown, place: string): AppError {
  if (error instanceof AppError) return error;
  const name = nameOf(error);
  const wrong = (message: string) => new AppError('misconfigured', `${place}: ${message}.`, { cause: error });
  if (name === 'NoSuchBucket') return wrong('there is no such bucket; make it, or set LAKE_URL');
  if (kinds.nameless.has(name)) return wrong('no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  if (kinds.refused.has(name) || isForbidden(error, name))
    return wrong(`access is refused (${name}); needed is ${rights}`);
  if (kinds.elsewhere.has(name)) return wrong(`the bucket is in another region (${name}); set AWS_REGION`);
  if (/region is missing/i.test(messageOf(error)))
    return wrong('no region; set AWS_REGION, for most other servers to us-east-1');
  if (name === 'NotImplemented') return wrong('the server does not know what is needed; it has to take If-None-Match');
  return new AppError('unavailable', `${place} cannot be read or written at the moment (${name}).`, { cause: error });
}

/** A clock that is wrong is forbidden, too, and set right by the library. */
function isForbidden(error: unknown, name: string): boolean {
  return [401, 403].includes(statusOf(error) ?? 0) && !name.startsWith('RequestTimeToo');
}

/** The HTTP status of an answer that is a failure. */
export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
}

/** Those of the network have a code, which says more than their name. */
export function nameOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : String(name ?? error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : '';
}
