import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** 32 bytes in base64 have 43 digits; any letter or figure is one. */
const keyDigits = 43;

/** SECRETS_KEY, with which the secrets of webhooks are stored. */
export function secretsKey(scope: Construct): Secret {
  const secret = new Secret(scope, 'SecretsKey', {
    description: 'SECRETS_KEY of Pricetrail: what webhooks sign with is stored with it',
    removalPolicy: RemovalPolicy.RETAIN, // a snapshot of the database is of little use without it
    generateSecretString: { passwordLength: keyDigits, excludePunctuation: true, includeSpace: false },
  });
  acknowledge(secret, {
    SMG4: 'What was stored with it can be read with no other key: rotated, it would make every webhook unusable.',
  });
  return secret;
}
