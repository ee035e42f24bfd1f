import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { DatabaseInstanceReadReplica } from 'aws-cdk-lib/aws-rds';
import type { Alarms } from '../alarms.ts';
import type { Front } from './front.ts';

export type Watched = {
  replica: DatabaseInstanceReadReplica;
  front: Front;
  api: FargateService;
  worker: FargateService;
};

/** What somebody has to look at. What mends itself, such as one task that is begun again, is not. */
export function watchServices(alarms: Alarms, { replica, front, api, worker }: Watched): void {
  watchFront(alarms, front);
  alarms.above('ReplicaLag', replica.metric('ReplicaLag', { statistic: 'Maximum', period: alarms.period }), {
    threshold: 10,
    minutes: 10,
    says: 'The replica is more than 10 s behind: the primary answers its reads (DATABASE_READ_LAG).',
  });
  for (const [name, service] of [
    ['Api', api],
    ['Worker', worker],
  ] as const) {
    alarms.above(`${name}Memory`, service.metricMemoryUtilization({ period: alarms.period }), {
      threshold: 85,
      minutes: 10,
      says: `Tasks of ${name} have little memory left.`,
    });
  }
  alarms.above('WorkerProcessor', worker.metricCpuUtilization({ period: alarms.period }), {
    threshold: 90,
    minutes: 60,
    says: 'The worker has had no rest for an hour: deliveries and imports come late.',
  });
}

function watchFront(alarms: Alarms, { balancer, targets }: Front): void {
  const { period } = alarms;
  alarms.above('ServiceFailures', balancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period }), {
    threshold: 20,
    minutes: 5,
    says: 'The service answers 5xx, 503 for what is beyond the database included.',
  });
  alarms.above('BalancerFailures', balancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period }), {
    threshold: 5,
    minutes: 5,
    says: 'The load balancer has nobody to ask, or is not answered.',
  });
  alarms.above('SlowAnswers', targets.metrics.targetResponseTime({ period, statistic: 'p95' }), {
    threshold: 1,
    minutes: 10,
    says: 'One answer in twenty takes more than 1 s.',
  });
  alarms.below('HealthyTasks', targets.metrics.healthyHostCount({ period, statistic: 'Minimum' }), {
    threshold: 1,
    minutes: 3,
    says: 'No task of the API is well.',
  });
}
