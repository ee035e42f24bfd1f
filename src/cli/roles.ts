export const roles = ['all', 'api', 'worker'] as const;

/** What a process does: answers requests; does what is to be done beside them, such as posting webhooks; or both. */
export type Role = (typeof roles)[number];
