/** What a log tells of a failure. */
export type ErrorFacts = {
  type: string;
  message: string;
  /** Where it was noticed, a line each. */
  stack?: string;
  /** Of an AppError, of the operating system, or SQLSTATE. */
  code?: string;
  /** What of the database refused it. */
  table?: string;
  constraint?: string;
  /** What it came of. */
  cause?: ErrorFacts;
};

/** A chain of causes may be a ring. */
const mostCauses = 5;

/**
 * What is told of a failure, and nothing else that it carries: `detail` and `where` of PostgreSQL quote whole rows, telephone
 * numbers included, and errors of libraries carry requests with their credentials.
 */
export function errorFacts(failure: unknown, causes = mostCauses): ErrorFacts {
  if (!(failure instanceof Error)) return { type: typeof failure, message: String(failure) };
  const { stack, cause } = failure;
  return {
    ...{ type: failure.constructor.name, message: messageOf(failure) },
    ...(stack === undefined ? {} : { stack }),
    ...texts(failure, ['code', 'table', 'constraint']),
    ...(cause === undefined || causes === 0 ? {} : { cause: errorFacts(cause, causes - 1) }),
  };
}

/** Of several attempts to connect the message is empty. */
function messageOf(failure: Error): string {
  if (!(failure instanceof AggregateError)) return failure.message;
  return [failure.message, ...failure.errors.map(String)].filter((text) => text !== '').join('; ');
}

function texts(failure: Error, names: readonly string[]): Record<string, string> {
  const found = names.map((name) => [name, Reflect.get(failure, name)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
