import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { InstanceClass, InstanceSize, InstanceType, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerInsights, ExecuteCommandLogging } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { Alarms } from '../alarms.ts';
import { booksBucket, LakeBucket, logBucket } from '../buckets.ts';
import { databaseUrl, makeDatabase } from '../database.ts';
import { serviceEnvironment } from '../environment.ts';
import { serviceImage } from '../image.ts';
import { serviceLogs } from '../logs.ts';
import { largeNetwork } from '../network.ts';
import type { Options } from '../options.ts';
import { secretsKey } from '../secrets.ts';
import { watchDatabase } from '../watch-database.ts';
import { makeBatch } from './batch.ts';
import { makeFront } from './front.ts';
import { makeMigration } from './migration.ts';
import { makeOperator } from './operator.ts';
import { makeProxy } from './proxy.ts';
import { makeReplica } from './replica.ts';
import type { TaskParts } from './service-tasks.ts';
import { makeServices } from './services.ts';
import { watchJobs } from './watch-jobs.ts';
import { watchServices } from './watch-services.ts';

export type LargeStackProps = StackProps & { options: Options };

/** Fargate behind CloudFront and a load balancer, on a Multi-AZ database with a replica: docs/deployment.md. */
export class LargeStack extends Stack {
  constructor(scope: Construct, id: string, { options, ...props }: LargeStackProps) {
    super(scope, id, { ...props, description: 'Pricetrail on Fargate', terminationProtection: true });
    const parameters = readParameters(this);
    const ground = makeGround(this);
    const { database, replica } = ground;
    const direct = databaseUrl(database.instance.dbInstanceEndpointAddress);
    const parts: TaskParts = {
      image: serviceImage(this),
      logs: serviceLogs(this),
      database: database.secret,
      secretsKey: secretsKey(this),
      environment: serviceEnvironment({ databaseUrl: direct, lakeUrl: ground.lake.url, region: this.region }),
    };
    const migration = makeMigration(this, { parts, ...ground });
    makeOperator(this, { parts, ...ground });
    const jobs = makeBatch(this, { parts, ...ground, books: booksBucket(this, ground.logs) });
    const front = makeFront(this, { ...ground, ...parameters, forAll: options.settings.ANONYMOUS_ROLE !== 'none' });
    const alarms = new Alarms(this, parameters.alarmEmail);
    watchDatabase(alarms, database.instance);
    watchJobs(alarms, jobs);
    if (!options.services) return;
    const services = makeServices(this, {
      ...{ parts, front, ...ground },
      settings: options.settings,
      databases: {
        DATABASE_URL: options.proxy ? makeProxy(this, ground) : direct,
        DATABASE_READ_URL: databaseUrl(replica.dbInstanceEndpointAddress),
      },
    });
    for (const service of [services.api, services.worker]) service.node.addDependency(migration);
    watchServices(alarms, { replica, front, ...services });
  }
}

/** What is there whatever runs: the network, where data is, and who may reach it. */
function makeGround(scope: Construct) {
  const logs = logBucket(scope, 'Logs');
  const vpc = largeNetwork(scope, logs);
  const lake = new LakeBucket(scope, logs);
  const database = makeDatabase(scope, {
    ...{ vpc, instanceType: ofDatabase, zones: 'two', backupDays: 14 },
    storage,
  });
  const replica = makeReplica(scope, {
    ...{ vpc, source: database.instance, instanceType: ofDatabase, mostStorage: storage.to },
  });
  const clients = new SecurityGroup(scope, 'Tasks', { vpc, description: 'Every task of the service' });
  for (const instance of [database.instance, replica]) instance.connections.allowFrom(clients, Port.tcp(5432));
  const cluster = new Cluster(scope, 'Cluster', {
    ...{ vpc, containerInsightsV2: ContainerInsights.ENABLED },
    executeCommandConfiguration: { logging: ExecuteCommandLogging.NONE }, // a key is told to who makes it alone
  });
  return { logs, vpc, lake, database, replica, clients, cluster };
}

const ofDatabase = InstanceType.of(InstanceClass.R8G, InstanceSize.LARGE);
const storage = { from: 100, to: 1_000 };

/** What differs from account to account; CloudFormation keeps what it was told the last time. */
function readParameters(scope: Construct) {
  const text = (id: string, description: string, allowedPattern: string) =>
    new CfnParameter(scope, id, { description, allowedPattern }).valueAsString;
  return {
    domainName: text('DomainName', 'The name of the service, such as prices.example.com', '[a-z0-9.-]+'),
    certificateArn: text(
      'CertificateArn',
      'A certificate of that name, in the region of this stack',
      'arn:aws.*:acm:.+',
    ),
    edgeCertificateArn: text('EdgeCertificateArn', 'Another one, in us-east-1', 'arn:aws.*:acm:us-east-1:.+'),
    webAclArn: text('WebAclArn', 'What PricetrailEdge puts out', 'arn:aws.*:wafv2:us-east-1:.+'),
    cloudFront: text('CloudFrontPrefixList', 'The id of com.amazonaws.global.cloudfront.origin-facing', 'pl-[0-9a-f]+'),
    alarmEmail: text('AlarmEmail', 'Where alarms are sent', '[^@ ]+@[^@ ]+'),
  };
}
