import { type Setting, switchSetting } from './setting.ts';

export type DeliveringSettings = {
  /** 32 bytes in base64, with which the secrets of webhooks are stored. None: there are no webhooks. */
  secretsKey: string | undefined;
  /** Whether webhooks may lead to this machine and its network, and be unencrypted. */
  webhookAllowPrivate: boolean;
  /** What a relay proves with who it is, before what its address says. */
  relayUser: string | undefined;
  relayPassword: string | undefined;
  relayToken: string | undefined;
};

export function deliveringSettings(setting: Setting): DeliveringSettings {
  const given = (name: string) => setting<string | undefined>(name, undefined, (text) => text, 'a text');
  return {
    secretsKey: setting<string | undefined>('SECRETS_KEY', undefined, parseKey, '32 bytes in base64'),
    webhookAllowPrivate: switchSetting(setting, 'WEBHOOK_ALLOW_PRIVATE', false),
    relayUser: given('RELAY_USER'),
    relayPassword: given('RELAY_PASSWORD'),
    relayToken: given('RELAY_TOKEN'),
  };
}

function parseKey(text: string): string | undefined {
  return /^[\w+/-]{43}=?$/.test(text) ? text : undefined;
}
