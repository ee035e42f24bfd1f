/** Migrations up to this one came before the first release: nothing old served beside them. */
export const lastFree = '0013_rate_limit';

type Migration = { name: string; text: string };
type Step = { statement: string; apart: boolean; made: ReadonlySet<string>; validated: ReadonlySet<string> };
type Rule = { name: string; refuses(step: Step): boolean };

const adds = /\bADD\s+(?:COLUMN\s+)?(?!CONSTRAINT|CHECK|FOREIGN|UNIQUE|PRIMARY|EXCLUDE)/i;
/** What PostgreSQL works out once, and stores beside the table. */
const constant =
  /\bDEFAULT\s+(?:'[^']*'|-?[\d.]+|true|false|null|now\(\)|current_\w+)(?:::[\w. []]+)?(?=\s*(?:,|;|$|NOT\b|NULL\b|CHECK\b))/i;

/** By name; what each is for stands in CONTRIBUTING, "A new migration". */
const rules: readonly Rule[] = [
  {
    name: 'default',
    refuses: (step) => alters(step, adds) && /\bDEFAULT\b/i.test(step.statement) && !constant.test(step.statement),
  },
  {
    name: 'not-null',
    refuses: (step) =>
      alters(step, adds) && /\bNOT\s+NULL\b/i.test(step.statement) && !/\bDEFAULT\b/i.test(step.statement),
  },
  { name: 'set-not-null', refuses: (step) => alters(step, /\bSET\s+NOT\s+NULL\b/i) && !isProven(step) },
  { name: 'type', refuses: (step) => alters(step, /\bTYPE\b/i) },
  { name: 'generated', refuses: (step) => alters(step, /\bADD\b.*\b(?:GENERATED|(?:big|small)?serial)\b/is) },
  {
    name: 'index',
    refuses: (step) => /^CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)/i.test(step.statement) && isOfOthers(step),
  },
  { name: 'unique', refuses: (step) => alters(step, /\b(?:UNIQUE|PRIMARY\s+KEY|EXCLUDE)\b(?!\s+USING\s+INDEX)/i) },
  {
    name: 'unproven',
    refuses: (step) => alters(step, /\b(?:CHECK|REFERENCES)\b/i) && !/\bNOT\s+VALID\b/i.test(step.statement),
  },
  { name: 'validate', refuses: (step) => alters(step, /\bVALIDATE\b/i) && !step.apart },
  { name: 'concurrently', refuses: ({ statement, apart }) => /\bCONCURRENTLY\b/i.test(statement) && !apart },
  {
    name: 'rewrite',
    refuses: ({ statement }) =>
      /^(?:VACUUM\s+FULL|VACUUM\s*\(.*FULL|CLUSTER|TRUNCATE|REINDEX\s+(?!.*CONCURRENTLY)|ALTER\b.*\bSET\s+(?:TABLESPACE|LOGGED|UNLOGGED|ACCESS))/is.test(
        statement,
      ),
  },
  { name: 'lock', refuses: ({ statement }) => /^LOCK\b/i.test(statement) },
  { name: 'lock-timeout', refuses: ({ statement }) => /\block_timeout\b/i.test(statement) },
  {
    name: 'change',
    refuses: ({ statement }) =>
      /\b(?:UPDATE\s+(?:ONLY\s+)?|DELETE\s+FROM\s+(?:ONLY\s+)?)(?:public\.)?listing\b/i.test(statement),
  },
  {
    name: 'rows',
    refuses: (step) => /^(?:UPDATE|DELETE|INSERT\b.*\bSELECT\b|WITH|DO)\b/is.test(step.statement) && !step.apart,
  },
  {
    name: 'contract',
    refuses: (step) =>
      /^(?:DROP\s+(?!INDEX\s+CONCURRENTLY|TRIGGER)|ALTER\b.*\b(?:RENAME|DROP\s+(?!CONSTRAINT|DEFAULT|NOT\s+NULL|EXPRESSION)))/is.test(
        step.statement,
      ),
  },
  {
    name: 'apart',
    refuses: ({ statement, apart }) =>
      apart &&
      !/^(?:(?:CREATE\s+(?:UNIQUE\s+)?|DROP\s+|RE)INDEX\s.*CONCURRENTLY|ALTER\s+TABLE\s+\S+\s+VALIDATE|DO|ANALYZE|VACUUM)\b/is.test(
        statement,
      ),
  },
];

const tableOf =
  /^(?:ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?:ONLY\s+)?|CREATE\s+(?:UNIQUE\s+)?INDEX\b.*?\bON\s+(?:ONLY\s+)?|CREATE\s+(?:UNLOGGED\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?)([\w."]+)/is;

function alters(step: Step, what: RegExp): boolean {
  return /^ALTER\s+TABLE\b/i.test(step.statement) && isOfOthers(step) && what.test(step.statement);
}

/** Whether the table was there before this migration: it may be large, and others use it. */
function isOfOthers({ statement, made }: Step): boolean {
  return !made.has(nameOf(statement));
}

function nameOf(statement: string): string {
  return (tableOf.exec(statement)?.[1] ?? '').replace(/^public\./, '').replaceAll('"', '');
}

/** Whether a constraint `<table>_<column>_not_null` was validated before: then PostgreSQL does not look at the rows. */
function isProven({ statement, validated }: Step): boolean {
  const columns = [...statement.matchAll(/\bALTER\s+(?:COLUMN\s+)?(\w+)\s+SET\s+NOT\s+NULL/gi)];
  return columns.every(([, column]) => validated.has(`${nameOf(statement)}_${column}_not_null`));
}

/**
 * What is not safe beside an old version that serves: `0014_x: index: CREATE INDEX …`. A comment `-- Safe (index): reason`
 * above a statement lets it through.
 */
export function refusals(migrations: readonly Migration[]): string[] {
  const validated = new Set<string>();
  return migrations.flatMap(({ name, text }) => {
    const [up = ''] = text.split(/^-- Down Migration$/m);
    const apart = /^-- No transaction$/m.test(up);
    const made = new Set<string>();
    return statementsOf(up).flatMap(({ statement, exempt }) => {
      const step = { statement, apart, made, validated };
      if (/^CREATE\s+(?:UNLOGGED\s+)?TABLE\b/i.test(statement)) made.add(nameOf(statement));
      const broken = rules.filter((rule) => !exempt.has(rule.name) && rule.refuses(step));
      for (const [, constraint = ''] of statement.matchAll(/\bVALIDATE\s+CONSTRAINT\s+(\w+)/gi))
        validated.add(constraint);
      return broken.map((rule) => `${name}: ${rule.name}: ${statement.replaceAll(/\s+/g, ' ').slice(0, 80)}`);
    });
  });
}

type Statement = { statement: string; exempt: ReadonlySet<string> };

/** Each with the rules that the comments above it give a reason for. What a function does it does later: its body is left out. */
function statementsOf(text: string): Statement[] {
  const bodies: string[] = [];
  const whole = text.replaceAll(/--[^\n]*|'(?:[^']|'')*'|\$(\w*)\$.*?\$\1\$/gs, (part) => {
    if (part.startsWith('$')) return `$${bodies.push(part) - 1}$`;
    return part.startsWith("'") ? "''" : part.replaceAll(';', ',');
  });
  return whole.split(';').flatMap((part) => {
    const exempt = new Set([...part.matchAll(/^-- Safe \(([\w-]+)\): \S.{10,}/gm)].map(([, rule = '']) => rule));
    const bare = part.replaceAll(/--.*$/gm, '').trim();
    if (bare === '') return [];
    const keep = /^DO\b/i.test(bare);
    return [{ statement: bare.replaceAll(/\$(\d+)\$/g, (_, at) => (keep ? (bodies[at] ?? '') : "''")), exempt }];
  });
}
