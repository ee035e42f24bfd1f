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
    return meant.some((each) => String(each).toLowerCase() === value.trim().toLowerCase());
  };
  return [...asked].filter(([name, value]) => value.trim() !== '' && !ofOthers.test(name) && !isMeant(name, value));
}
