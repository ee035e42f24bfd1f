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

/** @param most so many are counted: where receivers are away for days there may be millions */
export async function selectBacklog(db: Queryable, most = 10_000): Promise<Backlog> {
  const { rows } = await db.query<Backlog>({
    name: 'select-webhook-backlog',
    text: `SELECT count(*) FILTER (WHERE status = 'active')::integer AS active,
        count(*) FILTER (WHERE status = 'paused')::integer AS paused,
        count(*) FILTER (WHERE status = 'disabled')::integer AS disabled,
        least(coalesce(sum(due.count) FILTER (WHERE status = 'active'), 0), $1)::integer AS due,
        coalesce(extract(epoch FROM now() - min(due.oldest) FILTER (WHERE status = 'active')), 0)::float8 AS "oldestSeconds"
      FROM webhook LEFT JOIN LATERAL (
        SELECT count(*) AS count, min(due_date) AS oldest FROM (
          SELECT due_date FROM webhook_delivery WHERE webhook_id = webhook.id AND due_date <= now()
          ORDER BY due_date LIMIT $1
        ) AS one
      ) AS due ON true`,
    values: [most],
  });
  return rows[0] ?? { due: 0, oldestSeconds: 0, active: 0, paused: 0, disabled: 0 };
}
