import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { optionNames } from './options.ts';

/** The CDK reads it at each synth, below what `-c` says. */
const file = 'cdk.context.json';

/** For the first time alone. */
const forOnce = 'services';

type Context = Readonly<Record<string, unknown>>;

/** @param folder that of cdk.json, in which the CDK runs the app */
export function keptOptions(folder: string): Context {
  const path = join(folder, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** What is given by `-c` alone is forgotten: a service that was closed would be open after an update, and nothing would say so. */
export function unkeptOptions(context: Context, kept: Context): string[] {
  return optionNames.flatMap((name) => {
    const [given, again] = [context[name], kept[name]];
    if (given === undefined || given === again || name === forOnce) return [];
    return again === undefined
      ? [`${name}=${given} is not in ${file}: the next deployment is without it, unless it is given again`]
      : [`${name}=${given} is not what ${file} says, ${again}: the next deployment is as that says`];
  });
}
