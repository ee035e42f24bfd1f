/** The content codings that bodies are sent in. Where a client likes several as much, the first of them. */
export const codings = ['zstd', 'br', 'gzip'] as const;
export type Coding = (typeof codings)[number];

/** What an Accept-Encoding header (RFC 9110, 12.5.3) lets through. */
export type AcceptedCodings = {
  /** Those of ours that are taken, best first; none where a body without any is liked better. */
  codings: readonly Coding[];
  /** Whether a body may come without any. */
  plain: boolean;
};

const nothingSaid: AcceptedCodings = { codings: [], plain: true };

/** Without the header nothing is encoded: a client that says nothing may know nothing of codings. One that takes nothing we have is answered as if it had said nothing. */
export function acceptedCodings(acceptEncoding: string | readonly string[] | undefined): AcceptedCodings {
  if (acceptEncoding === undefined) return nothingSaid;
  const weights = weightsOf(String(acceptEncoding));
  const others = weights.get('*');
  const plain = weights.get('identity') ?? (others === 0 ? 0 : undefined);
  const weightOf = (coding: Coding) => weights.get(coding) ?? others ?? 0;
  const taken = codings.filter((coding) => weightOf(coding) > 0 && weightOf(coding) >= (plain ?? 0));
  if (taken.length === 0) return nothingSaid;
  return { codings: taken.sort((one, other) => weightOf(other) - weightOf(one)), plain: plain !== 0 };
}

/** A member that is none is ignored; one with a weight that is none counts as refused. */
function weightsOf(acceptEncoding: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const member of acceptEncoding.toLowerCase().split(',')) {
    const [, name, weight] = /^\s*([^\s;]+)\s*(?:;\s*q\s*=\s*(\S*)\s*)?$/.exec(member) ?? [];
    if (name !== undefined) weights.set(name === 'x-gzip' ? 'gzip' : name, readWeight(weight));
  }
  return weights;
}

function readWeight(weight = '1'): number {
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 0;
}
