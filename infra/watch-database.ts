import type { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { Alarms } from './alarms.ts';

const gib = 1_073_741_824;

/** Long before it stands still. */
export function watchDatabase(alarms: Alarms, database: DatabaseInstance): void {
  const { period } = alarms;
  alarms.above('DatabaseProcessor', database.metricCPUUtilization({ period }), {
    threshold: 80,
    minutes: 15,
    says: 'The database is busy: what is beyond it is refused soon.',
  });
  alarms.below('DatabaseStorage', database.metricFreeStorageSpace({ period, statistic: 'Minimum' }), {
    threshold: 5 * gib,
    minutes: 5,
    says: 'The database has less than 5 GiB left, and has grown as far as it may, or is about to.',
  });
  alarms.below('DatabaseMemory', database.metricFreeableMemory({ period, statistic: 'Minimum' }), {
    threshold: 0.2 * gib,
    minutes: 15,
    says: 'The database has less than 200 MiB of memory left.',
  });
  // Ids of transactions are given once in two thousand million: at half of it autovacuum is held up by something.
  alarms.above('TransactionIds', database.metric('MaximumUsedTransactionIDs', { period, statistic: 'Maximum' }), {
    threshold: 1_000_000_000,
    minutes: 5,
    says: 'The database is not vacuumed: look for transactions that are open, and for slots of replicas that are gone.',
  });
}
