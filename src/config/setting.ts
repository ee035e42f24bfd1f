/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a setting: what `parse` makes of the text, or the fallback where it is not set.
 * Where `parse` makes nothing of it, a problem says what is expected.
 */
export type Setting = <T>(name: string, fallback: T, parse: (text: string) => T | undefined, expected: string) => T;

/** What is meant by leaving it unset is nothing that an empty variable may come to mean by mistake. */
const neverEmpty = new Set(['DATABASE_URL']);

export type Notes = {
  /** What is wrong with settings. */
  problems: string[];
  /** Every name that was read, whether it is set or not. */
  names: Set<string>;
};

/** Reads settings of `env`; an empty variable counts as unset. */
export function settingsOf(env: Environment, { problems, names }: Notes): Setting {
  return (name, fallback, parse, expected) => {
    names.add(name);
    const text = env[name];
    if (text === '' && neverEmpty.has(name)) problems.push(`${name} is empty: set it to ${expected}, or unset it`);
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    const given = mayHoldSecret(name, text) ? '' : `; it is ${JSON.stringify(text)}`;
    problems.push(`${name} must be ${expected}${given}`);
    return fallback;
  };
}

/** A URL may hold a password, also one that was put into the wrong setting. */
function mayHoldSecret(name: string, text: string): boolean {
  return /_(URL|KEY)$/.test(name) || text.includes('@');
}

export type CountRange = { from: number; to: number; of?: string };

/** Reads a whole number. @param range of it, in the unit that `of` names, such as `of seconds` */
export function countSetting(
  setting: Setting,
  name: string,
  { fallback, ...range }: CountRange & { fallback: number },
) {
  const { from, to, of } = range;
  const expected = `a whole number ${of === undefined ? '' : `${of} `}from ${from} to ${to}`;
  return setting(name, fallback, (text) => parseCount(text, range), expected);
}

export function parseCount(text: string, { from, to }: CountRange): number | undefined {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return count >= from && count <= to ? count : undefined;
}

/** Reads a word of a closed set. */
export function choiceSetting<Choice extends string>(
  setting: Setting,
  name: string,
  { fallback, choices, expected }: { fallback: Choice; choices: readonly Choice[]; expected: string },
): Choice {
  return setting<Choice>(name, fallback, (text) => choices.find((choice) => choice === text), expected);
}

export function switchSetting(setting: Setting, name: string, fallback: boolean): boolean {
  return setting(name, fallback, (text) => (text === '1' ? true : text === '0' ? false : undefined), '0 or 1');
}
