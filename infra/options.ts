import type { Node } from 'constructs';
import { isNearly } from '../src/config/misspelt.ts';
import { AppError } from '../src/errors.ts';
import { allSettings, type SettingName, settingNames, settingProblems } from './settings.ts';

/** What a deployment is asked for, by `cdk deploy -c name=value`. What differs from account to account is a parameter. */
export type Options = Readonly<{
  region: string;
  /** Whether there are services: the first time there is no key yet, without which they do not start. */
  services: boolean;
  /** Whether requests reach the database through RDS Proxy; docs/deployment.md says why not. */
  proxy: boolean;
  /** Settings of the service, which it has defaults for. */
  settings: Readonly<Record<string, string>>;
}>;

const settingOptions = Object.keys(settingNames) as SettingName[];
export const optionNames: readonly string[] = ['region', 'services', 'proxy', ...settingOptions];

/**
 * What is wrong is refused here: ignored, it would be found when the service does not start, or answers everybody.
 * @throws AppError `misconfigured`, with a line for each option that is wrong
 */
export function readOptions(node: Node): Options {
  const context: Record<string, unknown> = node.getAllContext();
  const problems = unknownOptions(Object.keys(context));
  const given = (name: string) => readText(name, context[name], problems);
  const oneOf = (name: string, [usual, other]: readonly [string, string]): string => {
    const value = given(name) ?? usual;
    if (value !== usual && value !== other) problems.push(`${name} must be ${usual} or ${other}; it is "${value}"`);
    return value;
  };
  const region = given('region');
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    problems.push(`region must be the name of a region, such as eu-central-1; it is "${region}"`);
  }
  const settings = settingOptions.flatMap((name) => {
    const value = given(name);
    return value === undefined ? [] : [[settingNames[name], value] as const];
  });
  const options = {
    region: region ?? process.env.CDK_DEFAULT_REGION ?? 'eu-central-1',
    services: oneOf('services', ['all', 'none']) === 'all',
    proxy: oneOf('proxy', ['no', 'yes']) === 'yes',
    settings: Object.fromEntries(settings),
  };
  problems.push(...settingProblems(options.settings));
  if (problems.length > 0) throw new AppError('misconfigured', problems.join('\n'));
  return options;
}

/** An empty one is nearly always a variable of the shell that is not set. */
function readText(name: string, value: unknown, problems: string[]): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') problems.push(`${name} must be a text`);
  else if (text.trim() === '') problems.push(`${name} is empty: give it a value, or leave it out`);
  else if (/\p{Cc}/u.test(text)) problems.push(`${name} must be one line`);
  else return text;
  return undefined;
}

/** Names that are nearly options, and settings that are none. Others are somebody else's: the CDK and ~/.cdk.json put theirs there, too. */
function unknownOptions(names: readonly string[]): string[] {
  const settings = allSettings();
  return names.flatMap((name) => {
    if (optionNames.includes(name) || /[:/]/.test(name)) return [];
    const meant = optionNames.find((option) => isNearly(bare(name), bare(option)));
    if (meant !== undefined) return [`${name} is no option: is ${meant} meant?`];
    return settings.has(name) ? [`${name} cannot be given: docs/deployment.md says why`] : [];
  });
}

/** ANONYMOUS_ROLE and anonymous-role are written as people are used to it. */
function bare(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}
