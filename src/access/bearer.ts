const bearer = /^bearer +([\w.~+/=-]+)$/i;

/** @returns undefined where it is no bearer token (RFC 6750, 2.1) */
export function bearerToken(authorization: string): string | undefined {
  return bearer.exec(authorization)?.[1];
}

/**
 * What is the same however one credential is written, and no other's: its scheme may be in any case, with any spaces after it, and
 * the last digit of a signature (RFC 7515, 3.3) has bits that nobody reads.
 */
export function credentialOf(authorization: string): string {
  const token = bearerToken(authorization) ?? authorization;
  const end = token.lastIndexOf('.') + 1;
  if (end === 0) return token;
  return token.slice(0, end) + Buffer.from(token.slice(end), 'base64url').toString('base64url');
}
