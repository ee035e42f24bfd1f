import leven from 'leven';
import type { Environment } from './setting.ts';

/** A variable that is no setting, but nearly, and the setting that may be meant. */
export type Misspelt = { name: string; meant: string };

/** Shorter names are like too many others. */
const shortest = 8;

/** Leaving it out means a database of another kind, with made-up listings in it: nothing that one comes to by a slip. */
const decisive = 'DATABASE_URL';

/** @param settings every name that is one */
export function misspeltSettings(env: Environment, settings: ReadonlySet<string>): Misspelt[] {
  const alike = [...settings].filter(({ length }) => length >= shortest);
  return Object.keys(env).flatMap((name) => {
    if (settings.has(name)) return [];
    const meant = alike.find((setting) => isNearly(inSingular(name), setting));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** Whether a slip or two make the one of the other. */
export function isNearly(name: string, meant: string): boolean {
  return leven(name, meant, { maxDistance: 3 }) <= mostSlips(meant);
}

/** What is refused, and what is only told. */
export function misspeltLines(
  env: Environment,
  misspelt: readonly Misspelt[],
): { problems: string[]; hints: string[] } {
  const isRefused = ({ meant }: Misspelt) => meant === decisive && env[decisive] === undefined;
  return {
    problems: misspelt.filter(isRefused).map(refusal),
    hints: misspelt.filter((each) => !isRefused(each)).map(misspeltHint),
  };
}

export function misspeltHint({ name, meant }: Misspelt): string {
  return `${name} is no setting, and means nothing here: is ${meant} meant?`;
}

function refusal({ name, meant }: Misspelt): string {
  return `${name} is no setting, and ${meant} is not set: rename it to ${meant}, or unset it to have the embedded database`;
}

/** Such as TRUST_PROXIES: three letters for one slip. */
function inSingular(name: string): string {
  return name.replace(/IES$/, 'Y');
}

function mostSlips({ length }: string): number {
  return length < 12 ? 1 : 2;
}
