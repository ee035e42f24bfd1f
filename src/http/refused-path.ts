import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { BuiltPage } from '../page/built-page.ts';
import { pageHeaders } from '../page/document.ts';
import { nothingThere, pathOf } from './error-handler.ts';
import { sendProblem } from './problem-reply.ts';
import { namesDocument } from './readers-apart.ts';
import { tellRequestId } from './request-id.ts';
import { protect } from './security-headers.ts';

/** Answers a path that no route can be looked up for: a browser with the page, which says that there is none. */
export function refusePaths(page: BuiltPage | undefined) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    tellRequestId(request, reply); // no hook has seen it
    protect(request, reply);
    // The router gives up on a part of a path that is longer than any id or name.
    const isTooLong = error.code === 'FST_ERR_MAX_PARAM_LENGTH';
    reply.header('vary', 'accept');
    if (page && request.method === 'GET' && namesDocument(request)) {
      return reply
        .code(isTooLong ? 404 : 400)
        .headers(pageHeaders)
        .send(page.html);
    }
    if (isTooLong) return nothingThere(request, reply);
    return sendProblem(reply, 'malformed', { detail: `The path ${pathOf(request)} is not percent-encoded UTF-8.` });
  };
}
