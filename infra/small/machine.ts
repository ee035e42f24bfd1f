import { Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AmazonLinuxCpuType,
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  HttpTokens,
  Instance,
  InstanceClass,
  InstanceSize,
  InstanceType,
  type IVpc,
  MachineImage,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge, logicalId } from '../acknowledge.ts';
import type { Alarms } from '../alarms.ts';
import type { LakeBucket } from '../buckets.ts';
import { mayTell } from './readiness.ts';
import { type SetUp, setUp } from './set-up.ts';

export type MachineOptions = Omit<SetUp, 'region'> & { vpc: IVpc; lake: LakeBucket };

/** Another one takes its place with each release, since nothing is kept on it. Nobody logs in but through Session Manager. */
export function makeMachine(scope: Construct, options: MachineOptions): Instance {
  const { vpc, lake, image, logs, secrets } = options;
  const userData = UserData.forLinux();
  const machine = new Instance(scope, 'Machine', {
    ...{ vpc, userData, userDataCausesReplacement: true, securityGroup: openToTheWeb(scope, vpc) },
    vpcSubnets: { subnetType: SubnetType.PUBLIC },
    instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.MEDIUM),
    machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
    blockDevices: [{ deviceName: '/dev/xvda', volume: disk }],
    httpTokens: HttpTokens.REQUIRED,
    httpPutResponseHopLimit: 2, // the container is one further; webhooks lead to no address of this network
    detailedMonitoring: true,
  });
  setUp(userData, { ...options, region: Stack.of(scope).region });
  userData.addSignalOnExitCommand(machine);
  machine.instance.cfnOptions.creationPolicy = { resourceSignal: { count: 1, timeout: 'PT1H' } };
  image.repository.grantPull(machine);
  logs.grantWrite(machine);
  for (const secret of Object.values(secrets)) secret.grantRead(machine);
  lake.grantWrite(machine);
  for (const statement of [sessions, mayTell]) machine.addToRolePolicy(statement);
  acknowledgeMachine(machine, lake);
  return machine;
}

/** That of the first public subnet. */
export function zoneOfMachine({ publicSubnets: [first] }: IVpc): string {
  if (!first) throw new Error('the machine takes a public subnet, and there is none');
  return first.availabilityZone;
}

const disk = BlockDeviceVolume.ebs(20, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 });

/** What Session Manager needs of an instance, and no more. */
const channels = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'];
const sessions = new PolicyStatement({
  actions: ['ssm:UpdateInstanceInformation', ...channels.map((name) => `ssmmessages:${name}`)],
  resources: ['*'],
});

function openToTheWeb(scope: Construct, vpc: IVpc): SecurityGroup {
  const group = new SecurityGroup(scope, 'MachineAccess', { vpc, description: 'Caddy' });
  for (const [port, what] of [
    [Port.tcp(80), 'certificates, and the way to HTTPS'],
    [Port.tcp(443), 'HTTPS'],
    [Port.udp(443), 'HTTP/3'],
  ] as const) {
    group.addIngressRule(Peer.anyIpv4(), port, what);
  }
  acknowledge(group, { EC23: 'Caddy answers the whole world, on the ports of HTTP and no other.' });
  return group;
}

function acknowledgeMachine(machine: Instance, { bucket }: LakeBucket): void {
  acknowledge(machine, {
    EC29: 'Each release puts another instance in its place, so that it must be possible to end it. It keeps nothing.',
    'IAM5[Resource::*]': 'ecr:GetAuthorizationToken, what Session Manager asks, and metrics know no resource.',
    [`IAM5[Resource::<${logicalId(bucket)}.Arn>/lake/*]`]: 'The files of the lake have names that nobody knows before.',
  });
}

export function watchMachine(alarms: Alarms, { instanceId: InstanceId }: Instance): void {
  const { period } = alarms;
  const metric = (metricName: string, statistic: string) =>
    new Metric({ namespace: 'AWS/EC2', metricName, statistic, period, dimensionsMap: { InstanceId } });
  alarms.above('MachineCheck', metric('StatusCheckFailed', 'Maximum'), {
    threshold: 0,
    minutes: 5,
    says: 'The machine does not work: AWS moves it to other hardware by itself where that is what is broken.',
  });
  alarms.above('MachineProcessor', metric('CPUUtilization', 'Average'), {
    threshold: 80,
    minutes: 30,
    says: 'The machine has had little rest for half an hour: it is time for a larger one.',
  });
}
