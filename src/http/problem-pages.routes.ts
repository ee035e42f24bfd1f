import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../errors.ts';
import { documentHeaders } from '../wire/security-headers.ts';
import { type ProblemType, problemTypes } from './problem-types.ts';

const style = 'body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}';
const headers = documentHeaders({ styleSrc: [`'sha256-${hash('sha256', style, 'base64')}'`] });
const types: Readonly<Record<string, ProblemType>> = problemTypes;

/** The pages that the types of problems lead to. */
export function problemPages(app: FastifyInstance): void {
  app.get('/problems', { schema: { hide: true } }, async (_request, reply) => {
    const rows = Object.entries(types).map(
      ([name, { status, title }]) => `<li>${status} <a href="/problems/${name}">${title}</a></li>`,
    );
    return send(reply, 'Problems', `<ul>${rows.join('')}</ul>`);
  });
  app.get<{ Params: { name: string } }>('/problems/:name', { schema: { hide: true } }, async (request, reply) => {
    const { name } = request.params;
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    if (!type) throw new AppError('not_found', 'There is no such problem; /problems lists all.');
    const body = `<p>Status ${type.status}</p><p>${markCode(type.meaning)}</p><p><strong>What to do:</strong> ${markCode(type.remedy)}</p>`;
    return send(reply, type.title, body);
  });
}

function markCode(text: string): string {
  return text.replace(/`([^`]+)`/g, '<code>$1</code>');
}

function send(reply: FastifyReply, title: string, body: string): FastifyReply {
  return reply.headers(headers).type('text/html; charset=utf-8').send(page(title, body));
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Pricetrail</title>
<style>${style}</style>
<h1>${title}</h1>${body}</html>`;
}
