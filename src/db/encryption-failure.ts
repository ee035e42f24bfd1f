/** How TLS names a certificate that is not taken, or a handshake that fails. */
const codes =
  /^(ERR_TLS|ERR_SSL|CERT|CRL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|ERROR_IN|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)_?/;
/** What `pg` itself says, without a code. */
const messages = /does not support SSL connections|error establishing an SSL connection/;

/** Whether no encrypted connection to the database could be made: it has none, or its certificate is not taken. */
export function isEncryptionFailure(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? codes.test(code) : messages.test(error.message);
}
