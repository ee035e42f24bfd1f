import { AppError } from '../errors.ts';

/**
 * Of a key or token that does not count: strangers are told the same, whatever is wrong with it.
 * @param why for the operator, who sees it at LOG_LEVEL=debug
 */
export function refusedCredential(why?: string): AppError {
  return new AppError(
    'unauthenticated',
    'The key or token is none that counts here: it is unknown, revoked or expired, or not for this service.',
    { cause: why },
  );
}
