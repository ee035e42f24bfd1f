import { loadConfig } from '../../src/config/config.ts';

/** What libraries read: node-postgres, the S3 client, node itself. */
const ofLibraries = ['PGPASSWORD', 'AWS_REGION', 'NODE_ENV'];

/** The environment variables that mean something to the service: those that it looks at, whoever adds one. */
export function knownSettings(): ReadonlySet<string> {
  const asked = new Set(ofLibraries);
  const noting = new Proxy<Record<string, string | undefined>>(
    {},
    {
      get(_, name) {
        if (typeof name === 'string') asked.add(name);
        return undefined;
      },
    },
  );
  loadConfig(noting);
  return asked;
}
