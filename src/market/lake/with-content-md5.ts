import { createHash } from 'node:crypto';
import type { DeleteObjectsCommand } from '@aws-sdk/client-s3';

/** What removes several needs a checksum: the library has a new one, older servers know none but this (RFC 1864). */
export function withContentMd5(command: DeleteObjectsCommand): DeleteObjectsCommand {
  command.middlewareStack.add(
    (next) => async (args) => {
      const { body, headers } = requestOf(args);
      headers['content-md5'] = createHash('md5').update(body).digest('base64');
      return await next(args);
    },
    { step: 'build', name: 'contentMd5' },
  );
  return command;
}

/** After it was serialized it is an HTTP request, of this command with a text. */
function requestOf({ request }: { request?: unknown }): { body: string; headers: Record<string, string> } {
  return request as { body: string; headers: Record<string, string> };
}
