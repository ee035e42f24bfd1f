import leven from 'leven';
import type { Environment } from './setting.ts';

/** A variable that is no setting, but nearly, and the setting that may be meant. */
export type Misspelt = { name: string; meant: string };

/** Shorter names are like too many others. */
const shortest = 8;

/** @param settings every name that is one */
export function misspeltSettings(env: Environment, settings: ReadonlySet<string>): Misspelt[] {
  const alike = [...settings].filter(({ length }) => length >= shortest);
  return Object.keys(env).flatMap((name) => {
    if (name.length < shortest || settings.has(name)) return [];
    const meant = alike.find((setting) => leven(name, setting, { maxDistance: 3 }) <= mostSlips(setting));
    return meant === undefined ? [] : [{ name, meant }];
  });
}

function mostSlips({ length }: string): number {
  return length < 12 ? 1 : 2;
}
