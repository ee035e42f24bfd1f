import type { WireAnswer } from './answers.ts';
import type { Draft } from './draft.ts';

/** What of a request decides who answers it. */
export type Asked = Pick<Draft, 'method' | 'path' | 'headers'> & { operation?: Draft['operation'] };

/** What the router reads of a part of a path, in characters. */
const longestPart = 200;

/** Whether the page may be the answer, saying that there is nothing: to a browser, and to whoever asks for an address of its own. */
export function mayBePage(asked: Asked, status: WireAnswer['status']): boolean {
  if (asked.method !== 'GET') return false;
  const path = asked.path.split(/[?#]/, 1)[0] ?? '';
  if (status === 400) return isForBrowser(asked) && !isReadable(path);
  if (status !== 404) return false;
  return isOfListing(path) || (isForBrowser(asked) && !isOfOperation(path, asked.operation));
}

function isForBrowser({ headers }: Asked): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === 'accept' && value.includes('text/html'));
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** The page of a listing, such as /7/prices. */
function isOfListing(path: string): boolean {
  return /^\/[^/]+\/prices$/.test(path);
}

/** Whether what it was made for answers it still, which is for programs. */
function isOfOperation(path: string, operation: Asked['operation']): boolean {
  if (operation?.method !== 'GET') return false;
  const [parts, known] = [path.split('/'), operation.path.split('/')];
  const isKnown = (part: string, at: number) => known[at]?.startsWith('{') === true || known[at] === part;
  return parts.length === known.length && parts.every((part, at) => part.length <= longestPart && isKnown(part, at));
}
