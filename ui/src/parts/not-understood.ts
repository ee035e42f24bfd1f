/** What is looked at, by the names that it has in an address. */
export type Understood = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Names that others put on addresses which they count. */
const ofOthers = /^(utm_.*|fbclid|gclid|msclkid)$/;

/**
 * The parts of an address that are no choice of its page.
 * @param understood all that the page makes of it, also what is usual
 */
export function notUnderstood(asked: URLSearchParams, understood: Understood): [name: string, value: string][] {
  const isMeant = (name: string, value: string) => {
    const meant = Object.hasOwn(understood, name) ? [understood[name] ?? []].flat() : [];
    return meant.some((each) => plain(String(each)) === plain(value));
  };
  return [...asked].filter(([name, value]) => value.trim() !== '' && !ofOthers.test(name) && !isMeant(name, value));
}

/** Capitals, spaces around the parts of a value, and empty parts at its end say nothing. */
function plain(value: string): string {
  const parts = value.split(',').map((part) => part.trim());
  return parts.join().replace(/,+$/, '').toLowerCase();
}

const longest = 40;

/** What is said of a long text; no character is halved. */
export function shortened(text: string): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
}
