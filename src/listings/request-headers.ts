import { Type } from 'typebox';

/** Header fields that every write takes. */
export const repeatableWrite = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'A string of your own for this write, in quotes; without them it is taken too. Sent again with the same key within 24 hours, it is not made again: the answer is that of the first time.',
    }),
  ),
});

/** Header fields that writes to an existing listing take. */
export const conditionalWrite = Type.Object({
  ...repeatableWrite.properties,
  'if-match': Type.Optional(
    Type.String({ description: 'Write only if the listing still has this ETag, quotes included: "3".' }),
  ),
});

/**
 * What a read says to caches of itself. Of what may change nothing: the settings do. What is final stays so but for the deletion
 * of a listing: caches forget it within a day, so that the personal data of a deleted listing do not stay anywhere longer.
 */
export function cachingOf(final: boolean): Record<string, string> {
  return final ? { 'cache-control': 'max-age=86400, immutable' } : {};
}

/** The answer to a read whose tag is known. */
export function notModified(tag: string) {
  return { status: 304, headers: { etag: tag } };
}
