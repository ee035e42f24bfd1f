import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../src/config/config.ts';
import { knownSettings } from '../support/known-settings.ts';
import { problemsOf } from '../support/problems-of.ts';

const own = { DATABASE_URL: 'postgres://u@h/d' };
const meantBy = (name: string) => loadConfig({ ...own, [name]: '1' }).misspelt;

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
    ['DATADIR', 'DATA_DIR'],
    ['LAKEURL', 'LAKE_URL'],
    ['TRUST_PROXIES', 'TRUST_PROXY'],
  ] as const) {
    assert.deepEqual(meantBy(name), [{ name, meant }]);
  }
});

test('a misspelt DATABASE_URL is refused where there is no right one, without telling its password', () => {
  for (const name of ['DATABSE_URL', 'DATABASE_URI']) {
    const env = { [name]: 'postgres://u:secret@h/d' };
    const told = problemsOf(env);
    assert.match(told, new RegExp(`^${name} is no setting, and DATABASE_URL is not set: [^\\n]*unset it[^\\n]*$`));
    assert.doesNotMatch(told, /secret/);
    assert.equal(problemsOf({ ...env, ...own }), '');
  }
});

test('with what is wrong of settings, the names that are nearly some are told too', () => {
  const lines = problemsOf({ RATE_LIMT: '600/60', WORKERS: 'x' }).split('\n');
  assert.match(lines[0] ?? '', /^WORKERS must be /);
  assert.deepEqual(lines.slice(1), ['RATE_LIMT is no setting, and means nothing here: is RATE_LIMIT meant?']);
  assert.equal(problemsOf({ DATABSE_URL: 'x', WORKERS: 'x' }).split('\n').length, 2);
});

test('others are left alone: settings, short ones, those of other programs', () => {
  const others = ['PORTS', 'HOSTS', 'HOSTNAME', 'LOGNAME', 'PGDATABASE', 'npm_config_cache', 'NODE_OPTIONS'];
  const names = [...knownSettings(), ...others];
  for (const name of names) assert.deepEqual(meantByEmpty(name), [], name);
});

/** Whatever its values have to be. */
const meantByEmpty = (name: string) => (name === 'DATABASE_URL' ? [] : loadConfig({ [name]: '' }).misspelt);
