import { Duration } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, Port, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { type Cluster, FargateService, type FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { LakeBucket } from '../buckets.ts';
import { servicePort } from '../image.ts';
import type { Front } from './front.ts';
import { acknowledgeLake, makeTask, type TaskParts } from './service-tasks.ts';

export type ServicesOptions = {
  parts: TaskParts;
  lake: LakeBucket;
  front: Front;
  vpc: IVpc;
  clients: ISecurityGroup;
  cluster: Cluster;
  /** What is given, such as who may do what: who only works has to know it, too, to start. */
  settings: Readonly<Record<string, string>>;
  /** Where those that answer requests read and write. */
  databases: { DATABASE_URL: string; DATABASE_READ_URL: string };
};

/** One processor each: a process uses about one, and DuckDB the rest. */
const size = { cpu: 1_024, memoryMiB: 2_048 };
const market = { MARKET_THREADS: '1', MARKET_CONCURRENCY: '1', MARKET_MEMORY: '512' };
const fewest = 2;
const most = 10;

/** CloudFront and the load balancer. */
const proxies = '2';

/** Every read of what is now may be 5 s old where CloudFront answers it; browsers ask each time. */
const shared = { CACHE_CONTROL: 'public, max-age=0, s-maxage=5' };

export function makeServices(
  scope: Construct,
  options: ServicesOptions,
): { api: FargateService; worker: FargateService } {
  return { api: apiService(scope, options), worker: workerService(scope, options) };
}

function apiService(scope: Construct, options: ServicesOptions): FargateService {
  const { parts, lake, front, settings, databases } = options;
  const { definition } = makeTask(scope, 'Api', {
    ...parts,
    ...size,
    command: ['pricetrail', 'serve', '--role', 'api'],
    serves: true,
    environment: {
      ...parts.environment,
      ...market,
      TRUST_PROXY: proxies,
      ...(settings.ANONYMOUS_ROLE === 'none' ? {} : shared), // what takes a key is kept for nobody else
      ...settings,
      ...databases,
    },
  });
  lake.grantRead(definition.taskRole);
  acknowledgeLake(definition, lake);
  const service = fargateService(scope, 'ApiService', { ...options, definition });
  service.attachToApplicationTargetGroup(front.targets);
  service.connections.allowFrom(front.balancer, Port.tcp(servicePort));
  scale(service, front);
  return service;
}

/** Posts webhooks, does imports, keeps the lake. One is enough: what it leaves another one takes up a moment later. */
function workerService(scope: Construct, options: ServicesOptions): FargateService {
  const { parts, lake, settings } = options;
  const { definition } = makeTask(scope, 'Worker', {
    ...parts,
    ...size,
    command: ['pricetrail', 'serve', '--role', 'worker'],
    serves: true,
    environment: { ...parts.environment, ...market, ...settings },
  });
  lake.grantWrite(definition.taskRole);
  acknowledgeLake(definition, lake);
  return fargateService(scope, 'WorkerService', { ...options, definition, desiredCount: 1 });
}

type FargateOptions = Pick<ServicesOptions, 'clients' | 'cluster'> & {
  definition: FargateTaskDefinition;
  /** Left out where it is scaled: each deployment would set it back. */
  desiredCount?: number;
};

/** New tasks are there, and well, before old ones go; where they do not come to that, the old ones stay. */
function fargateService(scope: Construct, id: string, options: FargateOptions): FargateService {
  const { definition, cluster, clients, desiredCount } = options;
  return new FargateService(scope, id, {
    ...{ cluster, taskDefinition: definition, securityGroups: [clients] },
    ...(desiredCount === undefined ? {} : { desiredCount }),
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    assignPublicIp: false,
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    circuitBreaker: { rollback: true },
    ...(id === 'ApiService' ? { healthCheckGracePeriod: Duration.seconds(60) } : {}),
  });
}

/** What one task takes is in docs/deployment.md; two thirds of a processor leave room for a burst. */
function scale(service: FargateService, { targets }: Front): void {
  const tasks = service.autoScaleTaskCount({ minCapacity: fewest, maxCapacity: most });
  const pace = { scaleOutCooldown: Duration.seconds(60), scaleInCooldown: Duration.seconds(300) };
  tasks.scaleOnCpuUtilization('Processor', { ...pace, targetUtilizationPercent: 65 });
  tasks.scaleOnRequestCount('Requests', { ...pace, targetGroup: targets, requestsPerTarget: 60_000 }); // each minute
}
