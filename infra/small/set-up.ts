import { Fn } from 'aws-cdk-lib';
import type { UserData } from 'aws-cdk-lib/aws-ec2';
import type { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { stopSeconds } from '../environment.ts';
import { servicePort } from '../image.ts';
import { checkProgram, checkTimer, checkUnit } from './readiness.ts';

/** Beyond this machine. Where it is away when the machine starts, Caddy asks for another certificate, and answers. */
const caddyData = '/var/lib/caddy';
const caddy = 'public.ecr.aws/docker/library/caddy:2.10.2';

export type SetUp = {
  region: string;
  domainName: string;
  certificates: IFileSystem;
  image: DockerImageAsset;
  logs: LogGroup;
  secrets: { database: ISecret; secretsKey: ISecret };
  environment: Readonly<Record<string, string>>;
};

/** What an instance does when it is started for the first time. It says that it is ready once it answers, or waits for a key. */
export function setUp(userData: UserData, options: SetUp): void {
  const { image, domainName, certificates } = options;
  const registry = Fn.select(0, Fn.split('/', image.imageUri));
  userData.addCommands(
    'set -euo pipefail',
    'export HOME=~root', // where docker looks for what logs it in
    'dnf install --assumeyes docker amazon-ecr-credential-helper amazon-efs-utils aws-cfn-bootstrap jq',
    ...file('~root/.docker/config.json', [`{ "credHelpers": { "${registry}": "ecr-login" } }`]),
    ...file(
      '/etc/pricetrail/environment',
      Object.entries(options.environment).map(([name, value]) => `${name}=${value}`),
    ),
    ...file('/etc/pricetrail/Caddyfile', caddyfile(domainName)),
    ...program('/usr/local/sbin/pricetrail-secrets', secretsProgram(options)),
    ...program('/usr/local/bin/pricetrail', runProgram(image.imageUri)),
    ...file('/etc/systemd/system/pricetrail.service', serviceUnit(options)),
    ...file('/etc/systemd/system/caddy.service', caddyUnit),
    ...program('/usr/local/sbin/pricetrail-check', checkProgram(options)),
    ...file('/etc/systemd/system/pricetrail-check.service', checkUnit),
    ...file('/etc/systemd/system/pricetrail-check.timer', checkTimer),
    `mkdir -p ${caddyData}`,
    `echo '${certificates.fileSystemId}:/ ${caddyData} efs _netdev,nofail,tls 0 0' >> /etc/fstab`,
    `timeout 300 bash -c 'until mount ${caddyData}; do sleep 5; done'`, // its name may not be known yet
    'systemctl enable --now docker',
    'docker network create pricetrail',
    `docker pull ${image.imageUri}`,
    `docker pull ${caddy}`,
    '/usr/local/sbin/pricetrail-secrets',
    `docker run --rm ${logged(options)} ${confined} ${image.imageUri} pricetrail migrate up`, // where it fails, so does the deployment
    'systemctl daemon-reload',
    'systemctl enable --now caddy',
    'systemctl enable pricetrail',
    'systemctl start --no-block pricetrail',
    'systemctl enable --now pricetrail-check.timer',
    ...untilReady(options),
  );
}

/** A version that does not answer is not taken: only the first one waits for a key, where there is no issuer either. */
function untilReady({ environment }: SetUp): string[] {
  const waits = environment.AUTH_ISSUER === undefined;
  return [
    `ready() { curl --fail --silent --output /dev/null http://127.0.0.1:${servicePort}/readyz; }`,
    'for _ in $(seq 60); do ready && break; sleep 2; done',
    waits ? 'ready || { keys=$(/usr/local/bin/pricetrail keys list); [ -z "$keys" ]; }' : 'ready',
  ];
}

/** Read-only but for /tmp and /data, without rights, and reached by Caddy alone. */
const confined = [
  '--network=pricetrail --read-only --tmpfs=/tmp --volume=pricetrail:/data --cap-drop=ALL --security-opt=no-new-privileges',
  '--env-file=/etc/pricetrail/environment --env-file=/run/pricetrail/secrets',
].join(' ');

/** Into memory, when the service starts: what was rotated is read anew. */
function secretsProgram({ secrets, region }: SetUp): string[] {
  const value = (arn: string) =>
    `aws secretsmanager get-secret-value --region ${region} --secret-id ${arn} --query SecretString --output text`;
  return [
    'set -euo pipefail',
    'umask 077',
    'mkdir -p /run/pricetrail',
    `password=$(${value(secrets.database.secretArn)} | jq --raw-output .password)`,
    `key=$(${value(secrets.secretsKey.secretArn)})`,
    `printf 'PGPASSWORD=%s\\nSECRETS_KEY=%s\\n' "$password" "$key" > /run/pricetrail/secrets`,
  ];
}

/** Any command, as in the README, such as `pricetrail keys create`. */
function runProgram(image: string): string[] {
  return [`exec docker run --rm --interactive $([ -t 0 ] && echo --tty) ${confined} ${image} pricetrail "$@"`];
}

function logged({ logs, region }: SetUp): string {
  return `--log-driver=awslogs --log-opt=awslogs-region=${region} --log-opt=awslogs-group=${logs.logGroupName}`;
}

function serviceUnit(options: SetUp): string[] {
  const { image } = options;
  return [
    '[Unit]',
    'Description=Pricetrail',
    'Requires=docker.service',
    'After=docker.service network-online.target',
    'StartLimitIntervalSec=0',
    '[Service]',
    'ExecStartPre=/usr/local/sbin/pricetrail-secrets',
    'ExecStartPre=-/usr/bin/docker rm --force pricetrail',
    `ExecStart=/usr/bin/docker run --rm --name=pricetrail --publish=127.0.0.1:${servicePort}:${servicePort} ${logged(options)} ${confined} ${image.imageUri} pricetrail serve`,
    `ExecStop=/usr/bin/docker stop --time=${stopSeconds} pricetrail`,
    `TimeoutStopSec=${stopSeconds + 10}`,
    'Restart=always',
    'RestartSec=5', // until there is a key, and whenever it ends
    '[Install]',
    'WantedBy=multi-user.target',
  ];
}

/**
 * Connections that are idle end here first (60 s), then in the service (72 s). While the service starts anew requests wait for
 * it; those that were sent are not sent again.
 */
function caddyfile(domainName: string): string[] {
  return [
    `${domainName} {`,
    `  reverse_proxy pricetrail:${servicePort} {`,
    '    lb_try_duration 20s',
    '    lb_try_interval 250ms',
    '    transport http {',
    '      keepalive 60s',
    '    }',
    '  }',
    '}',
  ];
}

const caddyUnit = [
  '[Unit]',
  'Description=Caddy',
  'Requires=docker.service',
  'After=docker.service network-online.target remote-fs.target',
  '[Service]',
  'ExecStartPre=-/usr/bin/docker rm --force caddy',
  [
    'ExecStart=/usr/bin/docker run --rm --name=caddy --network=pricetrail --read-only --tmpfs=/tmp --cap-drop=ALL --cap-add=NET_BIND_SERVICE',
    '--security-opt=no-new-privileges --publish=80:80 --publish=443:443 --publish=443:443/udp',
    `--volume=/etc/pricetrail/Caddyfile:/etc/caddy/Caddyfile:ro --volume=${caddyData}:/data --volume=caddy-config:/config ${caddy}`,
  ].join(' '),
  'ExecStop=/usr/bin/docker stop caddy',
  'Restart=always',
  'RestartSec=5',
  '[Install]',
  'WantedBy=multi-user.target',
];

function file(path: string, lines: readonly string[]): string[] {
  const end = 'END_OF_FILE';
  return [`install -D --mode=600 /dev/null ${path}`, `cat > ${path} <<'${end}'\n${lines.join('\n')}\n${end}`];
}

function program(path: string, lines: readonly string[]): string[] {
  return [...file(path, ['#!/bin/bash', ...lines]), `chmod 700 ${path}`];
}
