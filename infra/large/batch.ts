import { Duration, Size } from 'aws-cdk-lib';
import {
  EcsFargateContainerDefinition,
  EcsJobDefinition,
  FargateComputeEnvironment,
  JobQueue,
  Secret,
} from 'aws-cdk-lib/aws-batch';
import { type ISecurityGroup, type IVpc, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, CpuArchitecture, LogDriver, OperatingSystemFamily } from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge, logicalId } from '../acknowledge.ts';
import type { LakeBucket } from '../buckets.ts';
import { output } from '../output.ts';
import { acknowledgeLake, type TaskParts } from './service-tasks.ts';

export type BatchOptions = { parts: TaskParts; lake: LakeBucket; books: Bucket; vpc: IVpc; clients: ISecurityGroup };

/** Of a job, and of all that run: one after the other. */
const processors = 2;

/** What takes long and comes seldom: whole books, and the lake made anew. One at a time, beside the services. */
export function makeBatch(scope: Construct, options: BatchOptions): JobQueue {
  const { books, lake, vpc, clients } = options;
  const environment = new FargateComputeEnvironment(scope, 'Jobs', {
    ...{ vpc, securityGroups: [clients], maxvCpus: processors },
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
  });
  const queue = new JobQueue(scope, 'JobQueue', {
    computeEnvironments: [{ computeEnvironment: environment, order: 1 }],
  });
  const importing = makeJob(scope, 'Import', {
    ...options,
    command: ['node', 'infra/jobs/import-object.ts', 'Ref::object'],
    parameters: { object: 's3://bucket/key' },
  });
  allowReading(importing.role, books);
  const rebuilding = makeJob(scope, 'RebuildLake', { ...options, command: ['pricetrail', 'lake', 'rebuild'] });
  lake.grantWrite(rebuilding.role);
  acknowledgeLake(rebuilding.role, lake);
  output(scope, 'JobQueueName', queue.jobQueueName, 'For aws batch submit-job');
  output(scope, 'ImportJobName', importing.definition.jobDefinitionName, 'Imports object=s3://…');
  output(scope, 'RebuildLakeJobName', rebuilding.definition.jobDefinitionName, 'Makes the lake anew');
  output(scope, 'BooksBucketName', books.bucketName, 'Where books are put that are to be imported');
  return queue;
}

type JobOptions = BatchOptions & { command: string[]; parameters?: Record<string, string> };

/**
 * Both may be done again without harm, so what is cut off is begun again, once. Batch has no volumes on Fargate but EFS: what
 * DuckDB puts on disk is in the container's own file system, which is thrown away with it.
 */
function makeJob(scope: Construct, id: string, { parts, command, parameters }: JobOptions) {
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
  const container = new EcsFargateContainerDefinition(scope, `${id}Container`, {
    ...{ command, jobRole: role, cpu: processors, memory: Size.mebibytes(8_192) },
    image: ContainerImage.fromDockerImageAsset(parts.image),
    fargateCpuArchitecture: CpuArchitecture.ARM64,
    fargateOperatingSystemFamily: OperatingSystemFamily.LINUX,
    ephemeralStorageSize: Size.gibibytes(50),
    environment: { ...parts.environment, MARKET_THREADS: '2', MARKET_MEMORY: '4096' },
    secrets: {
      PGPASSWORD: Secret.fromSecretsManager(parts.database, 'password'),
      SECRETS_KEY: Secret.fromSecretsManager(parts.secretsKey),
    },
    logging: LogDriver.awsLogs({ logGroup: parts.logs, streamPrefix: id.toLowerCase() }),
  });
  acknowledge(container, { 'IAM5[Resource::*]': 'ecr:GetAuthorizationToken knows no resource.' });
  const definition = new EcsJobDefinition(scope, `${id}Job`, {
    container,
    ...(parameters ? { parameters } : {}),
    retryAttempts: 2,
    timeout: Duration.hours(12),
    propagateTags: true,
  });
  return { role, definition };
}

function allowReading(role: Role, books: Bucket): void {
  role.addToPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: [books.arnForObjects('*')] }));
  acknowledge(role, { [`IAM5[Resource::<${logicalId(books)}.Arn>/*]`]: 'It reads any book, whatever its name is.' });
}
