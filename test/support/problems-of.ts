import assert from 'node:assert/strict';
import { loadConfig } from '../../src/config/config.ts';
import { AppError } from '../../src/errors.ts';

/** What is said of wrong settings, a line each; nothing where they are right. */
export function problemsOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === 'misconfigured');
    return error.message;
  }
  return '';
}
