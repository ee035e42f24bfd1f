import { Duration } from 'aws-cdk-lib';
import type { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import {
  type ContainerDefinition,
  ContainerImage,
  Secret as ContainerSecret,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDriver,
  OperatingSystemFamily,
} from 'aws-cdk-lib/aws-ecs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct, IConstruct } from 'constructs';
import { acknowledge, logicalId } from '../acknowledge.ts';
import type { LakeBucket } from '../buckets.ts';
import { stopSeconds } from '../environment.ts';
import { servicePort } from '../image.ts';

/** What all tasks of the service share. */
export type TaskParts = {
  image: DockerImageAsset;
  logs: LogGroup;
  database: ISecret;
  secretsKey: ISecret;
  environment: Readonly<Record<string, string>>;
};

export type TaskOptions = {
  /** Arguments of `pricetrail`, or a program. */
  command: readonly string[];
  cpu: number;
  memoryMiB: number;
  environment?: Readonly<Record<string, string>>;
  /** Whether it answers /livez, by which the container is looked after. */
  serves?: boolean;
  /** ECS Exec writes into the container's own file system. @default false */
  writable?: boolean;
};

export type ServiceTask = { definition: FargateTaskDefinition; container: ContainerDefinition };

/** A task of one container, whose file system is read-only but for volumes at /data and /tmp. */
export function makeTask(scope: Construct, id: string, parts: TaskParts & TaskOptions): ServiceTask {
  const { cpu, memoryMiB, serves = false, writable = false } = parts;
  const definition = new FargateTaskDefinition(scope, id, {
    ...{ cpu, memoryLimitMiB: memoryMiB },
    runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
    volumes: [{ name: 'data' }, { name: 'tmp' }],
  });
  const container = definition.addContainer('service', {
    image: ContainerImage.fromDockerImageAsset(parts.image),
    command: [...parts.command],
    environment: { ...parts.environment },
    secrets: containerSecrets(parts),
    logging: LogDriver.awsLogs({ logGroup: parts.logs, streamPrefix: id.toLowerCase() }),
    readonlyRootFilesystem: !writable,
    stopTimeout: Duration.seconds(stopSeconds),
    ...(serves ? { healthCheck, portMappings: [{ containerPort: servicePort }] } : {}),
  });
  container.addMountPoints(
    { sourceVolume: 'data', containerPath: '/data', readOnly: false },
    { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
  );
  acknowledgeTask(definition);
  return { definition, container };
}

function containerSecrets({ database, secretsKey }: Pick<TaskParts, 'database' | 'secretsKey'>) {
  return {
    PGPASSWORD: ContainerSecret.fromSecretsManager(database, 'password'),
    SECRETS_KEY: ContainerSecret.fromSecretsManager(secretsKey),
  };
}

/** Whether the process is well, not whether the database is: else a failover would end every task. */
const healthCheck = {
  command: [
    ...['CMD', 'node', '-e'],
    `fetch('http://127.0.0.1:${servicePort}/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))`,
  ],
  interval: Duration.seconds(10),
  timeout: Duration.seconds(5),
  retries: 3,
  startPeriod: Duration.seconds(60),
};

function acknowledgeTask(definition: FargateTaskDefinition): void {
  acknowledge(definition, {
    ECS2: 'What stands in the environment is no secret: those are of Secrets Manager.',
    'IAM5[Resource::*]': 'ecr:GetAuthorizationToken, and what ECS Exec asks, know no resource.',
  });
}

/** Where somebody is granted the lake, its files are any beneath the prefix. */
export function acknowledgeLake(granted: IConstruct, { bucket }: LakeBucket): void {
  acknowledge(granted, {
    [`IAM5[Resource::<${logicalId(bucket)}.Arn>/lake/*]`]: 'The files of the lake have names that nobody knows before.',
  });
}
