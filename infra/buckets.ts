import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, type BucketProps, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

const closed: BucketProps = {
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
};

/** What load balancers, buckets and caches write down. @param ownership others than load balancers and buckets need ACLs */
export function logBucket(scope: Construct, id: string, ownership = ObjectOwnership.BUCKET_OWNER_ENFORCED): Bucket {
  return new Bucket(scope, id, {
    ...closed,
    objectOwnership: ownership,
    lifecycleRules: [{ expiration: Duration.days(90), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
}

/** Parquet files, which never change and nothing expires: the service removes what counts no more (docs/lake.md). */
export class LakeBucket {
  readonly bucket: Bucket;
  readonly url: string;
  readonly #prefix = 'lake';

  constructor(scope: Construct, logs: Bucket) {
    this.bucket = new Bucket(scope, 'Lake', {
      ...closed,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'lake/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
    this.url = `s3://${this.bucket.bucketName}/${this.#prefix}`;
  }

  grantRead(to: IGrantable): void {
    this.#grant(to, ['s3:GetObject']);
  }

  grantWrite(to: IGrantable): void {
    this.#grant(to, ['s3:GetObject', 's3:PutObject', 's3:DeleteObject']);
  }

  #grant(to: IGrantable, actions: string[]): void {
    const files = this.bucket.arnForObjects(`${this.#prefix}/*`);
    to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources: [files] }));
    to.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] }),
    );
  }
}

/** Where books are put that a job is to import; they go after a month. */
export function booksBucket(scope: Construct, logs: Bucket): Bucket {
  return new Bucket(scope, 'Books', {
    ...closed,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: 'books/',
    lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  });
}
