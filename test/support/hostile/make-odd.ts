import { METHODS } from 'node:http';
import { between, pick, pickWeighted, type Random } from '../../../src/exchange/demo/random.ts';
import type { Draft } from './draft.ts';
import { oddBody, oddMember } from './odd-bodies.ts';
import { oddFields } from './odd-headers.ts';
import { oddEncoded } from './odd-texts.ts';

/** Makes one place of a request odd. */
export type Oddity = { name: string; weight: number; apply(random: Random, draft: Draft): Draft };

const oddities: readonly [Oddity, ...Oddity[]] = [
  { name: 'path', weight: 12, apply: oddPath },
  { name: 'query', weight: 25, apply: oddQuery },
  { name: 'header', weight: 30, apply: (random, draft) => ({ ...draft, headers: oddFields(random, draft.headers) }) },
  { name: 'member', weight: 25, apply: oddMemberOr },
  { name: 'body', weight: 12, apply: (random, draft) => ({ ...draft, body: oddBody(random, draft.body) }) },
  { name: 'method', weight: 4, apply: (random, draft) => ({ ...draft, method: oddMethod(random) }) },
];

export function drawOddity(random: Random): Oddity {
  return pickWeighted(random, oddities);
}

function oddMemberOr(random: Random, draft: Draft): Draft {
  const body = oddMember(random, draft);
  return body ? { ...draft, body } : oddQuery(random, draft);
}

function oddMethod(random: Random): string {
  const methods = METHODS.filter((method) => method !== 'CONNECT');
  return methods[between(random, 0, methods.length - 1)] ?? 'GET';
}

function oddPath(random: Random, draft: Draft): Draft {
  const parts = draft.path.split('/').slice(1);
  const at = between(random, 0, parts.length - 1);
  const path = pick(random, [
    () => `/${parts.with(at, oddEncoded(random)).join('/')}`,
    () => `/${parts.toSpliced(at, 0, oddEncoded(random)).join('/')}`,
    () => `/${parts.toSpliced(at, 1).join('/')}`,
    () => `${draft.path}${pick(random, ['/', '//', '/.', '/..', ';a=b', '%2f', '.json', '#x'])}`,
    () => `/${parts.with(at, `${parts[at]}${oddEncoded(random)}`).join('/')}`,
    () =>
      pick(random, ['/', '//', '/docs/../livez', '/docs/static/..%2f..%2fetc%2fpasswd', '/problems/__proto__', '/*']),
  ])();
  return { ...draft, path };
}

function oddQuery(random: Random, draft: Draft): Draft {
  const { query, operation } = draft;
  const known = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  const name = known[between(random, 0, known.length)] ?? oddEncoded(random);
  const odd = [name, oddEncoded(random)] as const;
  const at = between(random, 0, query.length - 1);
  const changed = pick(random, [
    () => [...query, odd],
    () => [...query.filter(([other]) => other !== name), odd],
    () => [odd, odd, ...query],
    () => query.toSpliced(at, 1),
    () => [...query, ...query.slice(at, at + 1)],
    () => [...query, [`${name}${pick(random, ['[]', '[a]', '.a', '[__proto__]', ' '])}`, odd[1]] as const],
    () => [...query, ...Array.from({ length: pick(random, [2, 50, 1_500]) }, () => [name, '1'] as const)],
  ])();
  return { ...draft, query: changed };
}
