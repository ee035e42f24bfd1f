import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  type ErrorResponse,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { VpcOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Bucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { logBucket } from '../buckets.ts';
import { output } from '../output.ts';

export type DistributionOptions = {
  balancer: ApplicationLoadBalancer;
  domainName: string;
  edgeCertificateArn: string;
  webAclArn: string;
  forAll: boolean;
};

/** What is never in a cache, whatever is said: what is of one client, streams, and how the service is. */
export const neverCached = ['/changes*', '/exports/*', '/imports*', '/webhooks*', '/livez', '/readyz'];

export function distribution(scope: Construct, options: DistributionOptions): Distribution {
  const { balancer, domainName, edgeCertificateArn, webAclArn, forAll } = options;
  const behavior = behaviorOf(balancer);
  const uncached = { ...behavior, cachePolicy: CachePolicy.CACHING_DISABLED };
  const made = new Distribution(scope, 'Distribution', {
    domainNames: [domainName],
    certificate: Certificate.fromCertificateArn(scope, 'EdgeCertificate', edgeCertificateArn),
    webAclId: webAclArn,
    // What takes a key is kept nowhere: it would be told to a key that was revoked.
    defaultBehavior: forAll ? { ...behavior, cachePolicy: asTheServiceSays(scope) } : uncached,
    additionalBehaviors: {
      '/assets/*': { ...behavior, cachePolicy: CachePolicy.CACHING_OPTIMIZED }, // one answer for all who ask
      ...Object.fromEntries(neverCached.map((path) => [path, uncached])),
    },
    errorResponses: neverKept,
    httpVersion: HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    priceClass: PriceClass.PRICE_CLASS_100,
    logBucket: edgeLogs(scope),
  });
  acknowledge(made, { CFR1: 'Listings are for everybody: no country is left out.' });
  output(scope, 'DistributionId', made.distributionId, 'For aws cloudfront create-invalidation');
  output(scope, 'DistributionDomain', made.distributionDomainName, 'What the name of the service is an alias of');
  return made;
}

/** CloudFront writes by an ACL. */
function edgeLogs(scope: Construct): Bucket {
  const bucket = logBucket(scope, 'EdgeLogs', ObjectOwnership.BUCKET_OWNER_PREFERRED);
  acknowledge(bucket, { S1: 'It holds access logs itself: a log of them would log its own writing.' });
  return bucket;
}

/** The service compresses, with a tag for each coding; CloudFront would make strong tags weak, which If-Match does not take. */
function behaviorOf(balancer: ApplicationLoadBalancer): BehaviorOptions {
  return {
    origin: VpcOrigin.withApplicationLoadBalancer(balancer, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(60),
      keepaliveTimeout: Duration.seconds(30),
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
    compress: false,
  };
}

/**
 * As long as Cache-Control says, not at all where it says nothing. CloudFront does not know Vary: what answers depend on stands
 * here. The same address is the page and data (Accept); a token asks past what is late.
 */
function asTheServiceSays(scope: Construct): CachePolicy {
  return new CachePolicy(scope, 'AsTheServiceSays', {
    ...{ minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(0), maxTtl: Duration.days(365) },
    headerBehavior: CacheHeaderBehavior.allowList('Accept', 'Authorization', 'Consistency-Token', 'Origin'),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
}

/** CloudFront keeps failures for 10 s, also those that say no-store: a listing would be missing after it was made. */
const neverKept: ErrorResponse[] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));
