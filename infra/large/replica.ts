import { RemovalPolicy } from 'aws-cdk-lib';
import { type InstanceType, type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { type DatabaseInstance, DatabaseInstanceReadReplica, StorageType } from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

type ReplicaOptions = {
  vpc: IVpc;
  source: DatabaseInstance;
  instanceType: InstanceType;
  /** GiB at most: one that is full replays nothing more. */
  mostStorage: number;
};

/** A streaming copy that answers reads. Where it is lost the primary does, so it can be made again at any time. */
export function makeReplica(
  scope: Construct,
  { vpc, source, instanceType, mostStorage }: ReplicaOptions,
): DatabaseInstanceReadReplica {
  const replica = new DatabaseInstanceReadReplica(scope, 'Replica', {
    ...{ vpc, instanceType, sourceDatabaseInstance: source },
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    securityGroups: [new SecurityGroup(scope, 'ReplicaAccess', { vpc, allowAllOutbound: false })],
    publiclyAccessible: false,
    storageType: StorageType.GP3,
    maxAllocatedStorage: mostStorage,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.DESTROY,
    enablePerformanceInsights: true,
  });
  acknowledge(replica, {
    RDS2: 'A replica is encrypted as what it is a copy of: CloudFormation takes no word about it.',
    RDS3: 'It is a copy itself: while it is away the primary answers what it would (docs/scaling.md).',
    RDS11: 'It is in subnets without a route to the internet and takes connections of the service alone.',
  });
  return replica;
}
