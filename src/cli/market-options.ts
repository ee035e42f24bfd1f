import { Option } from 'commander';
import { SeriesQuery } from '../market/figures/series-query.ts';
import { checked, checker } from '../wire/checker.ts';

/** What commander makes of the options: texts by their names in camel case. */
export type MarketCommandOptions = Readonly<Record<string, unknown>> & { csv?: true; json?: true };

type Property = { type?: string; description?: string; 'x-expected'?: string; items?: { type?: string; 'x-expected'?: string } };
const properties = Object.entries(SeriesQuery.properties) as [keyof SeriesQuery, Property][];
const check = checker(SeriesQuery);

/** An option for each parameter of GET /market/series, with the same words. */
export function marketOptions(): Option[] {
  return properties.map(([name, property]) => {
    const option = new Option(`--${name.replaceAll('_', '-')} <${valueName(property)}>`, firstLine(property));
    return name === 'metric' ? option.makeOptionMandatory() : option;
  });
}

/**
 * The question that options ask.
 * @throws AppError `invalid`, naming each that is not as it must be
 */
export function questionOf(options: MarketCommandOptions): SeriesQuery {
  const given = properties.flatMap(([name, property]) => {
    const text = options[camelCase(name)];
    return typeof text === 'string' ? [[name, valueOf(text, property)] as const] : [];
  });
  return checked(check, Object.fromEntries(given), 'question');
}

function valueOf(text: string, { type, items }: Property): unknown {
  if (type === 'array') return text.split(',').map((each) => valueOf(each.trim(), items ?? {}));
  const isNumber = type === 'number' || type === 'integer';
  return isNumber && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function valueName({ type, items }: Property): string {
  if (type === 'array') return `${valueName(items ?? {})},…`;
  return type === 'number' || type === 'integer' ? 'number' : 'text';
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
