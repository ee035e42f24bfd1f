import { FlowLogDestination, GatewayVpcEndpointAwsService, SubnetType, Vpc, type VpcProps } from 'aws-cdk-lib/aws-ec2';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** What nothing outside reaches, and what reaches nothing outside. */
const databases = { name: 'database', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 };
const open = { name: 'public', subnetType: SubnetType.PUBLIC, cidrMask: 24 };

/** One public subnet for the instance; RDS wants two zones in any case. */
export function smallNetwork(scope: Construct, logs: Bucket): Vpc {
  return network(scope, logs, { natGateways: 0, subnetConfiguration: [open, databases] });
}

/** The services go out, to registries, secrets and webhooks, through a gateway in each zone. */
export function largeNetwork(scope: Construct, logs: Bucket): Vpc {
  const services = { name: 'service', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 };
  return network(scope, logs, { natGateways: 2, subnetConfiguration: [open, services, databases] });
}

function network(scope: Construct, logs: Bucket, props: VpcProps): Vpc {
  return new Vpc(scope, 'Network', {
    ...props,
    maxAzs: 2,
    gatewayEndpoints: { s3: { service: GatewayVpcEndpointAwsService.S3 } }, // the lake's bytes cost nothing then
    flowLogs: { traffic: { destination: FlowLogDestination.toS3(logs, 'flow/') } },
  });
}
