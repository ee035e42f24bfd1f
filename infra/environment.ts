/** How long the service takes to stop, at most; whoever stops it waits longer. In seconds. */
const shutdownSeconds = 20;
export const stopSeconds = 30;

export type Place = { databaseUrl: string; lakeUrl: string; region: string };

/** What every process of the service is told; PGPASSWORD and SECRETS_KEY are secrets, and stand elsewhere. */
export function serviceEnvironment({ databaseUrl, lakeUrl, region }: Place): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    LAKE_URL: lakeUrl,
    AWS_REGION: region,
    SHUTDOWN_TIMEOUT: String(shutdownSeconds),
  };
}
