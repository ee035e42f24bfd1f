import { RemovalPolicy } from 'aws-cdk-lib';
import { type IVpc, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import type { Construct } from 'constructs';

/**
 * What Caddy keeps: its certificates, and the answers to who checks the name. Each machine goes on with those of the one before;
 * Let's Encrypt gives five a week to a name, and none before the name leads to who asks.
 */
export function makeCertificates(scope: Construct, vpc: IVpc): FileSystem {
  return new FileSystem(scope, 'Certificates', {
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    securityGroup: new SecurityGroup(scope, 'CertificatesAccess', { vpc, allowAllOutbound: false }),
    encrypted: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}
