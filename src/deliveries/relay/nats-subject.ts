/**
 * Whether one of the subjects of a stream takes `prefix.<id>` of whatever id.
 * @param subjects patterns, in which * is any word and > any words to the end
 */
export function coversSubject(subjects: readonly string[], prefix: string): boolean {
  const words = [...prefix.split('.'), '*'];
  return subjects.some((subject) => covers(subject.split('.'), words));
}

function covers(pattern: readonly string[], words: readonly string[]): boolean {
  const rest = pattern.indexOf('>');
  const fixed = rest < 0 ? pattern : pattern.slice(0, rest);
  const isLong = rest < 0 ? words.length === fixed.length : words.length > fixed.length;
  return isLong && fixed.every((word, at) => word === '*' || word === words[at]);
}
