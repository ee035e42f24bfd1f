import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadClient } from '../../src/wire/load-client.ts';

test('a library that is not installed is named, with the command that installs it', async () => {
  const missing = 'not-installed-anywhere';
  await assert.rejects(
    loadClient(['@platformatic/kafka'], () => import(missing)),
    {
      code: 'misconfigured',
      message: /npm install --no-save @platformatic\/kafka@\d+\.\d+\.\d+$/,
    },
  );
  await assert.rejects(
    loadClient(['@platformatic/kafka'], () => Promise.reject(new Error('broken'))),
    /^Error: broken/,
  );
});
