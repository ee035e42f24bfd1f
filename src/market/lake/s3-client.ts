import type { S3Client } from '@aws-sdk/client-s3';
import { AppError } from '../../errors.ts';
import { loadClient } from '../../wire/load-client.ts';
import { s3Failure } from './s3-failure.ts';

type Library = typeof import('@aws-sdk/client-s3');

export type S3Limits = {
  /** How long a connection may take, how long nothing may move on it, and how long a small request may take, in ms. */
  connectMs: number;
  idleMs: number;
  requestMs: number;
  /** How often something is tried, and how long the first pause is, in ms; later ones are longer. */
  attempts: number;
  pauseMs: number;
};

export const usualLimits: S3Limits = {
  ...{ connectMs: 5_000, idleMs: 15_000, requestMs: 30_000 },
  ...{ attempts: 3, pauseMs: 250 },
};

export type S3Connection = { library: Library; client: S3Client };

/**
 * The library, with the region, the credentials and the endpoint of its usual environment (AWS_REGION and so on).
 * @param place for messages
 * @throws AppError `misconfigured` where it is not installed, or its environment is no good
 */
export async function openS3Client(place: string, limits: S3Limits): Promise<S3Connection> {
  const library = await loadClient(['@aws-sdk/client-s3'], () => import('@aws-sdk/client-s3'));
  const client = new library.S3Client({
    logger: silent,
    maxAttempts: 1, // what fails is repeated here, since the library cannot send a file again
    requestHandler: { connectionTimeout: limits.connectMs, socketTimeout: limits.idleMs },
    // Other servers refuse the checksums that the library adds of late, or answer without them.
    ...{ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
  });
  try {
    client.config.forcePathStyle = await hasEndpoint(client);
    await client.config.region();
  } catch (error) {
    client.destroy();
    throw s3Failure(error, place);
  }
  return { library, client };
}

/** What it would write to the console is told by failures. */
const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** Other servers seldom have a name for each bucket, as Amazon's have: there it is the first part of the path. */
async function hasEndpoint({ config }: S3Client): Promise<boolean> {
  const endpoint = await config.serviceConfiguredEndpoint?.();
  if (endpoint !== undefined && !URL.canParse(endpoint))
    throw new AppError(
      'misconfigured',
      'AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL must be a URL such as https://host:9000.',
    );
  return endpoint !== undefined;
}
