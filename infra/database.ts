import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type InstanceType, type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Credentials,
  DatabaseInstance,
  DatabaseInstanceEngine,
  ParameterGroup,
  PostgresEngineVersion,
  StorageType,
} from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { output } from './output.ts';

export type DatabaseOptions = {
  vpc: IVpc;
  instanceType: InstanceType;
  /** Two of them, or the one it is in: that of whom it serves. */
  zones: 'two' | { one: string };
  /** GiB, at first and at most. */
  storage: { from: number; to: number };
  /** For how many days any moment can be restored. */
  backupDays: number;
};

export type ServiceDatabase = { instance: DatabaseInstance; secret: ISecret };

const databaseName = 'pricetrail';
const port = 5432;
/** The certificates that the image has for it. */
const authorities = '/etc/ssl/certs/rds.pem';

/** Encrypted, out of reach from the internet, and not removed with its stack. */
export function makeDatabase(scope: Construct, options: DatabaseOptions): ServiceDatabase {
  const { vpc, instanceType, zones, storage, backupDays } = options;
  const instanceIdentifier = Stack.of(scope).stackName.toLowerCase();
  const logs = databaseLogs(scope, instanceIdentifier);
  const instance = new DatabaseInstance(scope, 'Database', {
    ...{ vpc, instanceType, instanceIdentifier, databaseName, port },
    ...(zones === 'two' ? { multiAz: true } : { multiAz: false, availabilityZone: zones.one }),
    engine: engine(),
    parameterGroup: parameters(scope),
    credentials: Credentials.fromGeneratedSecret(databaseName),
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    securityGroups: [new SecurityGroup(scope, 'DatabaseAccess', { vpc, allowAllOutbound: false })],
    publiclyAccessible: false,
    storageType: StorageType.GP3,
    storageEncrypted: true,
    allocatedStorage: storage.from,
    maxAllocatedStorage: storage.to,
    backupRetention: Duration.days(backupDays),
    copyTagsToSnapshot: true,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.SNAPSHOT,
    enablePerformanceInsights: true,
    cloudwatchLogsExports: ['postgresql'],
  });
  instance.node.addDependency(logs);
  const { secret } = instance;
  if (!secret) throw new Error('its credentials are generated');
  acknowledge(instance, {
    RDS11:
      'It is in subnets without a route to the internet and takes connections of the service alone: another port hides nothing.',
    SMG4: 'The service reads its password when it starts: who rotates it has to start the service anew (docs/deployment.md).',
  });
  output(scope, 'DatabaseSecret', secret.secretArn, 'Where the password of the database is');
  return { instance, secret };
}

/** What they wait for is kept for a month, not for ever: RDS makes the group itself where there is none. */
function databaseLogs(scope: Construct, identifier: string): LogGroup {
  return new LogGroup(scope, 'DatabaseLogs', {
    logGroupName: `/aws/rds/instance/${identifier}/postgresql`,
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function engine() {
  return DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_18 });
}

function parameters(scope: Construct): ParameterGroup {
  return new ParameterGroup(scope, 'DatabaseParameters', {
    engine: engine(),
    parameters: {
      'rds.force_ssl': '1',
      log_min_duration_statement: '1000',
      log_lock_waits: '1',
    },
  });
}

/** A DATABASE_URL without a password, which PGPASSWORD says. The server has to prove who it is. */
export function databaseUrl(host: string, trusted: 'authorities of RDS' | 'public authorities' = 'authorities of RDS') {
  const root = trusted === 'authorities of RDS' ? `&sslrootcert=${authorities}` : '';
  return `postgres://${databaseName}@${host}:${port}/${databaseName}?sslmode=verify-full${root}`;
}
