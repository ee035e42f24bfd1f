/** What a caller may do, each more than the one before. */
export const roles = ['reader', 'writer', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whether one role may do what another is needed for. @param has undefined: none */
export function admits(has: Role | undefined, needs: Role): boolean {
  return has !== undefined && roles.indexOf(has) >= roles.indexOf(needs);
}

/** Who asks. */
export type Caller = {
  /** Undefined: none. */
  role: Role | undefined;
  /** What changes name as who made them; undefined: the database user. */
  actor: string | undefined;
  /** From when on what they brought counts no more, in UTC milliseconds. @default never, as far as is known */
  expiresAt?: number;
};
