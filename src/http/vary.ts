import type { FastifyReply } from 'fastify';

/** Says that the answer depends on a header field of the request, beside those that it says already. */
export function vary(reply: FastifyReply, field: string): void {
  const said = String(reply.getHeader('vary') ?? '');
  if (said === '') return void reply.header('vary', field);
  const fields = said.toLowerCase().split(/[\s,]+/);
  if (!fields.includes(field) && !fields.includes('*')) reply.header('vary', `${said}, ${field}`);
}
