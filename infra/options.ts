import type { Node } from 'constructs';

/** What a deployment is asked for, by `cdk deploy -c name=value`. What differs from account to account is a parameter. */
export type Options = Readonly<{
  region: string;
  /** Whether there are services: the first time there is no key yet, without which they do not start. */
  services: boolean;
  /** Whether requests reach the database through RDS Proxy; docs/deployment.md says why not. */
  proxy: boolean;
  /** Settings of the service, which it has defaults for. */
  access: Readonly<Record<string, string>>;
}>;

const settings = {
  anonymousRole: 'ANONYMOUS_ROLE',
  authIssuer: 'AUTH_ISSUER',
  authAudience: 'AUTH_AUDIENCE',
  authRolesClaim: 'AUTH_ROLES_CLAIM',
  corsOrigins: 'CORS_ORIGINS',
} as const;

/** @throws for a value that none of them has */
export function readOptions(node: Node): Options {
  const given = (name: string): string | undefined => node.tryGetContext(name);
  const oneOf = <Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice => {
    const found = choices.find((choice) => choice === (given(name) ?? choices[0]));
    if (found === undefined) throw new Error(`-c ${name}=${given(name)}: it must be ${choices.join(' or ')}`);
    return found;
  };
  const access = Object.entries(settings).flatMap(([name, variable]) => {
    const value = given(name);
    return value === undefined ? [] : [[variable, value] as const];
  });
  return {
    region: given('region') ?? process.env.CDK_DEFAULT_REGION ?? 'eu-central-1',
    services: oneOf('services', ['all', 'none']) === 'all',
    proxy: oneOf('proxy', ['no', 'yes']) === 'yes',
    access: Object.fromEntries(access),
  };
}
