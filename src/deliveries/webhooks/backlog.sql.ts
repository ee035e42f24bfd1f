import type { Queryable } from '../../db/queryable.ts';

export type Backlog = {
  /** How many deliveries of active webhooks are due, `most` at most. */
  due: number;
  /** For how many seconds the oldest has been; 0: none is. */
  oldestSeconds: number;
  active: number;
  paused: number;
  disabled: number;
};

/**
 * Reads no more than it tells, whatever waits: it is asked with each scrape, beside quick reads. So it has no name: it is planned
 * for its values, since a plan for any limit would read all that is due.
 * @param most so many are counted: where receivers are away for days there may be millions
 */
export async function selectBacklog(db: Queryable, most = 10_000): Promise<Backlog> {
  const { rows } = await db.query<Backlog>({
    text: `SELECT count(*) FILTER (WHERE status = 'active')::integer AS active,
        count(*) FILTER (WHERE status = 'paused')::integer AS paused,
        count(*) FILTER (WHERE status = 'disabled')::integer AS disabled,
        (SELECT count(*)::integer FROM (
          SELECT FROM webhook JOIN LATERAL (
            SELECT FROM webhook_delivery WHERE webhook_id = webhook.id AND due_date <= now() ORDER BY due_date LIMIT $1
          ) AS one ON true WHERE status = 'active' LIMIT $1
        ) AS due) AS due,
        coalesce(extract(epoch FROM now() - min(oldest.due_date) FILTER (WHERE status = 'active')), 0)::float8
          AS "oldestSeconds"
      FROM webhook LEFT JOIN LATERAL (
        SELECT due_date FROM webhook_delivery WHERE webhook_id = webhook.id AND due_date <= now()
        ORDER BY due_date LIMIT 1
      ) AS oldest ON true`,
    values: [most],
  });
  return rows[0] ?? { due: 0, oldestSeconds: 0, active: 0, paused: 0, disabled: 0 };
}
