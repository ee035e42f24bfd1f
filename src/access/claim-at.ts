import { isJsonObject } from './json-object.ts';

/**
 * What a claim of a token says.
 * @param path its name; else a dot leads into an object, as in `realm_access.roles`
 * @returns undefined where the token itself does not have it, whatever objects inherit
 */
export function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
