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
};
