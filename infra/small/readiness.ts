import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Alarms } from '../alarms.ts';

const namespace = 'Pricetrail';
const metricName = 'Ready';

/** Asks as everybody does, through Caddy and with its certificate, and tells CloudWatch. */
export function checkProgram({ domainName, region }: { domainName: string; region: string }): string[] {
  const asked = `--resolve ${domainName}:443:127.0.0.1 https://${domainName}/readyz`;
  return [
    `curl --fail --silent --output /dev/null --max-time 10 ${asked} && ready=1 || ready=0`,
    `aws cloudwatch put-metric-data --region ${region} --namespace ${namespace} --metric-name ${metricName} --value $ready`,
  ];
}

export const checkUnit = [
  '[Unit]',
  'Description=Whether Pricetrail answers',
  '[Service]',
  'Type=oneshot',
  'ExecStart=/usr/local/sbin/pricetrail-check',
];
export const checkTimer = ['[Timer]', 'OnCalendar=minutely', 'AccuracySec=1s', '[Install]', 'WantedBy=timers.target'];

export const mayTell = new PolicyStatement({
  actions: ['cloudwatch:PutMetricData'],
  resources: ['*'],
  conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
});

/** While one machine takes over from another, either may answer. */
export function watchReadiness(alarms: Alarms): void {
  const metric = new Metric({ namespace, metricName, statistic: 'Maximum', period: alarms.period });
  alarms.below('Ready', metric, {
    threshold: 1,
    minutes: 5,
    says: 'The service does not answer by its name: it has no key, no database or no certificate, or the machine is gone.',
  });
}
