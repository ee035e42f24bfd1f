/** What of a problem details object (RFC 9457) the page goes by. */
type Problem = {
  /** Leads to a page that explains it; its last part is the problem's name. */
  type?: string;
  status: number;
  title: string;
  detail: string;
  /** Fields of the input and what would be right, by JSON pointer (RFC 6901) or by parameter. */
  errors?: { pointer?: string; parameter?: string; detail: string }[];
};

/** A request that failed. A status of 0 says that no answer came: the reader or the service is offline. */
export class ApiProblem extends Error {
  readonly problem: Problem;
  /** In seconds, where the service said when to try again. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter?: number) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get status(): number {
    return this.problem.status;
  }

  /** The last part of the problem's type; empty where it has none. */
  get kind(): string {
    return this.problem.type?.split('/').at(-1) ?? '';
  }

  /** @param kind the last part of the problem's type */
  is(kind: string): boolean {
    return this.kind === kind;
  }

  /** Whether the same request may be answered later: by then the reader may also have given a key. */
  get mayPass(): boolean {
    return [0, 401, 408, 429].includes(this.status) || (this.status >= 500 && this.status !== 501);
  }
}

/** Whether the same may succeed later; what is no answer of the service is a fault of the page. */
export function mayPass(error: unknown): boolean {
  return error instanceof ApiProblem && error.mayPass;
}

/** Whether the reader may not: it takes another key, not another attempt. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 401 || error.status === 403);
}

export function problemOf(response: Response, body: unknown): ApiProblem {
  const given = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const { status, statusText } = response;
  const problem = { title: statusText, detail: statusText, ...given, status };
  return new ApiProblem(problem, retryAfterOf(response));
}

/** In seconds; a gateway may name the instant instead, which counts from that of its answer. */
function retryAfterOf({ headers }: Response): number | undefined {
  const said = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(said)) return Number(said);
  const ms = Date.parse(said) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(ms) ? undefined : Math.max(Math.ceil(ms / 1_000), 0);
}
