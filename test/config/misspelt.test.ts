import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../src/config/config.ts';
import { knownSettings } from '../support/known-settings.ts';

const meantBy = (name: string) => loadConfig({ [name]: '1' }).misspelt;

test('a variable that is nearly a setting is told with the one that may be meant', () => {
  for (const [name, meant] of [
    ['RATE_LIMT', 'RATE_LIMIT'],
    ['RATELIMIT', 'RATE_LIMIT'],
    ['DATABASE_UR', 'DATABASE_URL'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['SHUTDOWN_TIMOUT', 'SHUTDOWN_TIMEOUT'],
    ['ANONYMOUS_ROL', 'ANONYMOUS_ROLE'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['MARKET_THREAD', 'MARKET_THREADS'],
  ] as const) {
    assert.deepEqual(meantBy(name), [{ name, meant }]);
  }
});

test('others are left alone: settings, short ones, those of other programs', () => {
  const others = ['PORTS', 'HOSTS', 'HOSTNAME', 'LOGNAME', 'PGDATABASE', 'npm_config_cache', 'NODE_OPTIONS'];
  const names = [...knownSettings(), ...others];
  for (const name of names) assert.deepEqual(meantByEmpty(name), [], name);
});

/** Whatever its values have to be. */
const meantByEmpty = (name: string) => (name === 'DATABASE_URL' ? [] : loadConfig({ [name]: '' }).misspelt);
