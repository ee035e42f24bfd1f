import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IVpc, Peer, Port, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  SslPolicy,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { servicePort } from '../image.ts';
import { distribution } from './distribution.ts';

export type FrontOptions = {
  vpc: IVpc;
  logs: Bucket;
  domainName: string;
  certificateArn: string;
  edgeCertificateArn: string;
  webAclArn: string;
  /** The list of the addresses by which CloudFront comes, also through its interfaces in the VPC. */
  cloudFront: string;
  /** Whether everybody may read: then one answer is good for all. */
  forAll: boolean;
};

export type Front = { balancer: ApplicationLoadBalancer; targets: ApplicationTargetGroup };

/**
 * CloudFront, and behind it a load balancer that the internet does not reach: CloudFront comes into the VPC to it. Who is kept
 * waiting least closes a connection last, so that nobody sends a request into one that is just being closed:
 * CloudFront 30 s, the load balancer 60 s, the service 72 s.
 */
export function makeFront(scope: Construct, options: FrontOptions): Front {
  const { vpc, logs, certificateArn } = options;
  const access = new SecurityGroup(scope, 'BalancerAccess', { vpc, description: 'What CloudFront asks' });
  access.addIngressRule(Peer.prefixList(options.cloudFront), Port.tcp(443), 'CloudFront, as the origin of this VPC');
  const balancer = new ApplicationLoadBalancer(scope, 'Balancer', {
    ...{ vpc, securityGroup: access, internetFacing: false },
    vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    idleTimeout: Duration.seconds(60),
    dropInvalidHeaderFields: true,
    deletionProtection: true,
  });
  balancer.logAccessLogs(logs, 'balancer');
  const listener = balancer.addListener('Https', {
    port: 443,
    open: false,
    certificates: [Certificate.fromCertificateArn(scope, 'Certificate', certificateArn)],
    sslPolicy: SslPolicy.RECOMMENDED_TLS,
  });
  const targets = targetGroup(scope, vpc);
  listener.addTargetGroups('Api', { targetGroups: [targets] });
  distribution(scope, { ...options, balancer });
  return { balancer, targets };
}

/**
 * Requests go where /readyz is well. ECS ends what is not, so a failover of the database, a minute or two, must not look like
 * it: it takes 150 s. What is to go gets no new requests, and has 30 s for those under way, as long as the service takes for any.
 */
function targetGroup(scope: Construct, vpc: IVpc): ApplicationTargetGroup {
  return new ApplicationTargetGroup(scope, 'Targets', {
    ...{ vpc, port: servicePort, protocol: ApplicationProtocol.HTTP, targetType: TargetType.IP },
    deregistrationDelay: Duration.seconds(30),
    healthCheck: {
      path: '/readyz',
      healthyHttpCodes: '200',
      interval: Duration.seconds(15),
      timeout: Duration.seconds(5),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 10,
    },
  });
}
