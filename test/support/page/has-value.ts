import type { Locator } from 'playwright-core';
import { until } from '../until.ts';

/** Waits until a field holds a value: it is drawn after the address has changed. */
export async function hasValue(field: Locator, value: string): Promise<void> {
  await until(`${field} holds “${value}”`, async () => (await field.inputValue()) === value, 20);
}
