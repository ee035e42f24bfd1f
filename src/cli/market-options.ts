import { Command, InvalidArgumentError, Option } from 'commander';
import { SeriesQuery } from '../market/figures/series-query.ts';
import { checker, invalid } from '../wire/checker.ts';
import { helpPointer } from './help-command.ts';

/** What commander makes of the options: texts by their names in camel case. */
export type MarketCommandOptions = Readonly<Record<string, unknown>> & { csv?: true; json?: true };

type Property = {
  type?: string;
  description?: string;
  default?: unknown;
  'x-expected'?: string;
  items?: { type?: string; 'x-expected'?: string };
};
const properties = Object.entries(SeriesQuery.properties) as [keyof SeriesQuery, Property][];
const check = checker(SeriesQuery);

const advice = `
The figures and filters are those of GET /market/series; docs/market.md says what each is. On a terminal a line of bars shows
how a figure went, and the latest periods there is room for are told; elsewhere all of them.`;

/** The command with an option for each parameter of GET /market/series. */
export function marketCommand(): Command {
  const command = new Command('pricetrail market')
    .description('Prints figures of the market by period and place.')
    .addOption(new Option('--csv', 'as CSV').conflicts('json'))
    .option('--json', 'as JSON, like GET /market/series')
    .addHelpText('after', advice)
    .showHelpAfterError(helpPointer);
  for (const option of parameterOptions()) command.addOption(option);
  return command;
}

function parameterOptions(): Option[] {
  return properties.map(([name, property]) => {
    const isNeeded = name === 'metric';
    const option = new Option(`${flagOf(name)} <${valueName(property)}>`, described(property, isNeeded));
    return option.argParser(collected(property)).makeOptionMandatory(isNeeded);
  });
}

/**
 * The question that options ask.
 * @throws AppError `invalid`, naming each that is not as it must be
 */
export function questionOf(options: MarketCommandOptions): SeriesQuery {
  const given = properties.flatMap(([name, property]) => {
    const text = options[camelCase(name)];
    return typeof text === 'string' ? [[name, valueRead(text, property)] as const] : [];
  });
  const question = Object.fromEntries(given);
  if (check.accepts(question)) return question;
  const errors = check.explain(question).map(({ pointer, detail }) => ({ parameter: optionAt(pointer), detail }));
  throw invalid(errors, 'question');
}

function valueRead(text: string, { type, items }: Property): unknown {
  if (type === 'array') return text.split(',').map((each) => valueRead(each.trim(), items ?? {}));
  const isNumber = type === 'number' || type === 'integer';
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** The option that a place in the question comes from. */
function optionAt(pointer: string): string {
  return flagOf(pointer.split('/')[1] ?? '');
}

function flagOf(name: string): string {
  return `--${name.replaceAll('_', '-')}`;
}

function valueName({ type, items }: Property): string {
  if (type === 'array') return `${valueName(items ?? {})},…`;
  return type === 'number' || type === 'integer' ? 'number' : 'text';
}

/** Those of a list may be given one by one, too. */
function collected({ type }: Property) {
  return (text: string, before: string | undefined) => {
    if (before === undefined) return text;
    if (type === 'array') return `${before},${text}`;
    throw new InvalidArgumentError('It is to be given once.');
  };
}

function described(property: Property, isNeeded: boolean): string {
  const usual = property.default === undefined ? '' : ` (default: ${property.default})`;
  return `${firstLine(property)}${isNeeded ? ' (needed)' : usual}`;
}

/** Of a list what it may have is told too. */
function firstLine({ description = '', items, ...property }: Property): string {
  const expected = items?.['x-expected'] ?? property['x-expected'];
  const [line = ''] = description.split('\n');
  return /^one of /.test(expected ?? '') ? `${line.replace(/[.:]$/, '')}: ${expected}` : line;
}

function camelCase(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
