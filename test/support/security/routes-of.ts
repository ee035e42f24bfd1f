import type { FastifyInstance } from 'fastify';

/** The path of every route there is, whatever its method, such as `/listings/:id`, as the router prints them. */
export function pathsOf(app: FastifyInstance): string[] {
  const [paths, above]: [string[], string[]] = [[], []];
  for (const line of app.printRoutes({ commonPrefix: false, method: 'GET' }).split('\n')) {
    const [, indent, part] = /^((?:│ {3}| {4})*)[├└]── (\S+)/.exec(line) ?? [];
    if (indent === undefined || part === undefined) continue; // another answer at the same path
    above.length = indent.length / 4;
    above.push(part);
    paths.push(above.join(''));
  }
  return paths;
}
