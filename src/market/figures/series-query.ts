import { type Static, Type } from 'typebox';
import { filters } from '../../listings/search/search-query.ts';
import { parseInstant } from '../../wire/instant.ts';
import { commaList, rfc3339Instant } from '../../wire/schemas.ts';
import { definitionOf, metricNames } from './metrics.ts';
import { minCount } from './min-count.ts';
import { periodNames } from './periods.ts';

const groupNames = ['city', 'postal_code', 'country', 'building_type', 'rooms'] as const;
export type GroupName = (typeof groupNames)[number];

const dayOrInstant = 'a day such as 2024-03-01, or an RFC 3339 date and time with its offset';

/** A day, which stands for its start in UTC, or an instant. */
export function day(description: string) {
  return Type.Optional(
    Type.Refine(
      Type.String({ description, examples: ['2024-03-01'], 'x-expected': dayOrInstant }),
      (value) => instantOfDay(value) !== undefined,
      () => `must be ${dayOrInstant}`,
    ),
  );
}

/** @returns in UTC milliseconds; undefined for what is neither a day nor an instant */
export function instantOfDay(text: string): number | undefined {
  const instant = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  return instant === undefined ? undefined : Date.parse(instant);
}

/** What questions about the market have in common. */
export const marketTime = {
  known_at: Type.Optional(
    rfc3339Instant(
      'As it was known at this instant (transaction time): a figure as it was published then, but for listings that were deleted since. For filters that are kept of the past.',
    ),
  ),
  max_lag: Type.Optional(
    Type.Integer({
      ...{ minimum: 1, maximum: 31_536_000, 'x-expected': 'a whole number of seconds from 1 to 31536000' },
      description: 'Answers 503 where the figures lack what was recorded longer ago than so many seconds.',
    }),
  ),
};

const metric = Type.Enum(metricNames, { 'x-expected': `one of ${metricNames.join(', ')}` });
const described = metricNames.map((name) => `- \`${name}\`: ${definitionOf(name).says}`).join('\n');

const seriesParameters = {
  metric: commaList(metric, {
    ...{ maxItems: metricNames.length },
    description: `Which figures, separated by commas:\n${described}`,
  }),
  by: Type.Optional(
    commaList(Type.Enum(groupNames, { 'x-expected': `one of ${groupNames.join(', ')}` }), {
      ...{ maxItems: groupNames.length },
      description: 'What rows are told apart by, separated by commas; cities and postal codes with their country.',
    }),
  ),
  period: Type.Optional(
    Type.Enum(periodNames, {
      ...{ default: 'month', 'x-expected': `one of ${periodNames.join(', ')}` },
      description: 'How long a period is, in UTC; weeks begin on Monday.',
    }),
  ),
  from: day('The first period is the one of this day or instant. Left out: the twelve periods before `to`.'),
  to: day('Periods begin before this day or instant, and before now. Left out: up to the period that runs.'),
  min_count: minCount('A figure of fewer listings, cuts or pairs than that is left out; `hidden` names it.'),
};

/** The query of GET /market/series. */
export const SeriesQuery = Type.Object(
  { ...seriesParameters, ...filters, ...marketTime },
  { additionalProperties: false },
);
export type SeriesQuery = Static<typeof SeriesQuery>;
