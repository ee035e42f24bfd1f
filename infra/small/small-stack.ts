import { CfnParameter, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnEIP, CfnEIPAssociation, InstanceClass, InstanceSize, InstanceType, Port } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { Alarms } from '../alarms.ts';
import { LakeBucket, logBucket } from '../buckets.ts';
import { databaseUrl, makeDatabase } from '../database.ts';
import { serviceEnvironment } from '../environment.ts';
import { serviceImage } from '../image.ts';
import { serviceLogs } from '../logs.ts';
import { smallNetwork } from '../network.ts';
import type { Options } from '../options.ts';
import { output } from '../output.ts';
import { secretsKey } from '../secrets.ts';
import { watchDatabase } from '../watch-database.ts';
import { makeCertificates } from './certificates.ts';
import { makeMachine, watchMachine, zoneOfMachine } from './machine.ts';
import { watchReadiness } from './readiness.ts';

/** Nobody in front limits anybody, as WAF does in large, to as many in five minutes: docs/deployment.md. */
const rateLimit = '1200/60';

export type SmallStackProps = StackProps & { options: Options };

/** One instance, with Caddy before the service, and a database in one zone: docs/deployment.md. */
export class SmallStack extends Stack {
  constructor(scope: Construct, id: string, { options, ...props }: SmallStackProps) {
    super(scope, id, { ...props, description: 'Pricetrail on one machine', terminationProtection: true });
    const domainName = parameter(
      this,
      'DomainName',
      'The name of the service, such as prices.example.com',
      '[a-z0-9.-]+',
    );
    const email = parameter(this, 'AlarmEmail', 'Where alarms are sent', '[^@ ]+@[^@ ]+');
    const logs = logBucket(this, 'Logs');
    const vpc = smallNetwork(this, logs);
    const lake = new LakeBucket(this, logs);
    const database = makeDatabase(this, {
      ...{ vpc, instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MEDIUM) },
      ...{ zones: { one: zoneOfMachine(vpc) }, storage: { from: 20, to: 200 }, backupDays: 7 },
    });
    acknowledge(database.instance, {
      RDS3: 'One zone is what makes it small: a restore takes its place (docs/operations.md).',
    });
    const url = databaseUrl(database.instance.dbInstanceEndpointAddress);
    const certificates = makeCertificates(this, vpc);
    const machine = makeMachine(this, {
      ...{ vpc, lake, domainName, certificates, image: serviceImage(this), logs: serviceLogs(this) },
      secrets: { database: database.secret, secretsKey: secretsKey(this) },
      environment: {
        ...serviceEnvironment({ databaseUrl: url, lakeUrl: lake.url, region: this.region }),
        TRUST_PROXY: '1', // Caddy
        MARKET_CONCURRENCY: '1',
        RATE_LIMIT: rateLimit,
        ...options.settings,
      },
    });
    database.instance.connections.allowFrom(machine, Port.tcp(5432));
    certificates.connections.allowDefaultPortFrom(machine);
    // It has to reach the internet, the database and its certificates from its first minute on.
    machine.node.addDependency(vpc, database.instance, ...database.instance.connections.securityGroups);
    machine.node.addDependency(certificates.mountTargetsAvailable, ...certificates.connections.securityGroups);
    const address = new CfnEIP(this, 'Address');
    new CfnEIPAssociation(this, 'AddressOfMachine', {
      allocationId: address.attrAllocationId,
      instanceId: machine.instanceId, // once a new one says that it is ready
    });
    output(this, 'AddressV4', address.attrPublicIp, 'What the name of the service leads to: an A record');
    output(this, 'MachineId', machine.instanceId, 'For aws ssm start-session');
    const alarms = new Alarms(this, email);
    watchMachine(alarms, machine);
    watchReadiness(alarms);
    watchDatabase(alarms, database.instance);
  }
}

function parameter(scope: Construct, id: string, description: string, allowedPattern: string): string {
  return new CfnParameter(scope, id, { description, allowedPattern }).valueAsString;
}
