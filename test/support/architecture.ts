import { posix } from 'node:path';

/** Source texts by path, such as `src/http/server.ts`. */
export type Sources = Readonly<Record<string, string>>;

const beneath = ['wire', 'db', 'values', 'errors', 'config'];
const core = ['listings', 'prices', ...beneath];
const written = ['idempotency', ...beneath];
const consumer = ['changes', ...core];
const features = [
  ...['idempotency', 'listings', 'prices', 'changes', 'deliveries', 'market', 'exchange', 'access', 'doctor'],
  'pictures',
];

/** Which parts of src a part may import, itself aside. `values` is src/db/values.ts. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  ...{
    main: ['cli'],
    cli: ['http', 'page', 'log', 'tracing', 'metrics', ...features, ...beneath],
    http: ['page', 'log', 'tracing', 'metrics', ...features, ...beneath],
  },
  log: ['config'],
  tracing: ['wire', 'db', 'config'],
  metrics: ['changes', 'deliveries', 'exchange', 'market', ...beneath],
  ...{ page: ['wire'], drawing: [], pictures: ['drawing', 'background', ...core] },
  ...{
    idempotency: beneath,
    listings: written,
    prices: ['listings', ...written],
    changes: core,
    exchange: ['idempotency', 'background', ...consumer],
    access: ['background', ...core],
  },
  ...{ deliveries: ['background', ...consumer], background: [], market: ['background', ...consumer], doctor: consumer },
  ...{ wire: ['values', 'errors'], db: ['values', 'errors', 'config'], config: ['errors'], values: [], errors: [] },
};

/** What breaks a rule of DESIGN.md ("The tree") or of the habits of style, each with its place. */
export function violations(sources: Sources): string[] {
  const broken = Object.entries(sources).flatMap(([path, source]) =>
    [...namesOf(path), ...writingOf(path, source), ...importsOf(path, source).flatMap((to) => importOf(path, to))].map(
      (what) => `${path}: ${what}`,
    ),
  );
  return [...broken, ...cyclesOf(sources)];
}

/** Comments, texts and templates. */
const token = /\/\/[^\n]*|\/\*.*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/gs;

function withoutComments(source: string): string {
  return source.replace(token, (found) => (found.startsWith('/') ? ' ' : found));
}

function importsOf(path: string, source: string): string[] {
  const found = withoutComments(source).matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)'([^']+)'/g);
  return [...found].map(([, to = '']) => (to.startsWith('.') ? posix.join(posix.dirname(path), to) : to));
}

function partOf(path: string): string {
  return path === 'src/db/values.ts' ? 'values' : (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

function namesOf(path: string): string[] {
  const isVague = /(^|[/.-])(utils?|helpers?|common|managers?)([/.-])/.test(path);
  return isVague ? ['is named after no concept'] : [];
}

function writingOf(path: string, source: string): string[] {
  const code = source.replace(token, ' ');
  const literals = (source.match(token) ?? []).filter((found) => !found.startsWith('/'));
  const isSql = /\bSELECT\b|\bINSERT INTO\b|\bUPDATE\s.*\bSET\b|\bDELETE FROM\b|\bCOPY\b/s;
  const readsEnvironment = /\bprocess\s*\??\.\s*env\b|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/;
  const inSrc = path.startsWith('src/');
  const asks = path.startsWith('ui/src/') && !path.startsWith('ui/src/api/') && /(?<![.\w])fetch\(/.test(code);
  return [
    ...(/\bexport\s+default\b|\bas\s+default\b/.test(code) && !/^ui\/[a-z]+\.config\.ts$/.test(path)
      ? ['has a default export']
      : []),
    ...(asks ? ['asks the service past the client of its API'] : []),
    ...(inSrc && !/^src\/db\/|\.sql\.ts$/.test(path) && literals.some((text) => isSql.test(text)) ? ['holds SQL'] : []),
    ...(inSrc && path !== 'src/config/config.ts' && readsEnvironment.test(code) ? ['reads the environment'] : []),
    ...(inSrc && !(partOf(path) in mayImport) ? ['is of a part that has no place in the direction of imports'] : []),
  ];
}

function importOf(path: string, to: string): string[] {
  if (path.startsWith('ui/')) return importOfPage(path, to);
  if (!path.startsWith('src/')) return [];
  if (to.startsWith('ui/')) return ['imports the page, which only talks to it'];
  const isFramework = /^@?fastify(\/|$)/.test(to);
  if (isFramework && !/^src\/http\/|\.routes\.ts$/.test(path)) return ['knows Fastify'];
  const [from, target] = [partOf(path), partOf(to)];
  if (!to.startsWith('src/') || from === target || mayImport[from]?.includes(target)) return [];
  return [`imports ${to}, against the direction`];
}

/** The page knows of the service what the HTTP API says, the drawing that both do, and a list that the API does not tell. */
function importOfPage(path: string, to: string): string[] {
  const isAllowed = !to.startsWith('src/') || to.startsWith('src/drawing/') || to === 'src/listings/countries.ts';
  const isOfPage = !path.startsWith('ui/src/') || !/^(node:|ui\/[^/]+$)/.test(to);
  return isAllowed && isOfPage ? [] : [`imports ${to}, against the direction`];
}

function cyclesOf(sources: Sources): string[] {
  const done = new Set<string>();
  const visit = (path: string, way: string[]): string[] => {
    if (way.includes(path)) return [[...way.slice(way.indexOf(path)), path].join(' → ')];
    if (done.has(path)) return [];
    const found = importsOf(path, sources[path] ?? '').flatMap((to) =>
      to in sources ? visit(to, [...way, path]) : [],
    );
    done.add(path);
    return found;
  };
  return Object.keys(sources).flatMap((path) => visit(path, []));
}
