import assert from 'node:assert/strict';
import { parseInstant } from '../../../src/wire/instant.ts';

// biome-ignore lint/suspicious/noExplicitAny: what a test reads of an event is what it asserts
export type ReadEvent = Record<string, any>;

/**
 * An event as text in structured mode, checked by the rules of CloudEvents 1.0: the required attributes, the names and the types
 * of all of them, the formats of those that have one.
 */
export function readCloudEvent(text: string): ReadEvent {
  const event: ReadEvent = JSON.parse(text);
  const { data, ...attributes } = event;
  assert.equal(attributes.specversion, '1.0');
  for (const [name, value] of Object.entries(attributes)) {
    assert.match(name, /^[a-z0-9]{1,20}$/);
    assert.ok(typeof value === 'string' && value !== '', `${name} is text, and not empty`);
  }
  for (const name of ['id', 'source', 'type', 'subject', 'sequence']) assert.ok(name in attributes, name);
  for (const name of ['time', 'recordedtime']) assert.ok(parseInstant(attributes[name]), `${name} is of RFC 3339`);
  assert.equal(attributes.datacontenttype, 'application/json');
  assert.ok(URL.canParse(attributes.source, 'http://base'));
  assert.equal(typeof data, 'object');
  return event;
}
