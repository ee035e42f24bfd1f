import { join } from 'node:path';
import { IgnoreMode } from 'aws-cdk-lib';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import type { Construct } from 'constructs';

/** The image of the Dockerfile, for Graviton. `cdk deploy` builds it and pushes it; its name is a digest of what it is made of. */
export function serviceImage(scope: Construct): DockerImageAsset {
  return new DockerImageAsset(scope, 'Image', {
    directory: join(import.meta.dirname, '..'),
    ignoreMode: IgnoreMode.DOCKER,
    platform: Platform.LINUX_ARM64,
  });
}

/** Where it listens. */
export const servicePort = 3000;
