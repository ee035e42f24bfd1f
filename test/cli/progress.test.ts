import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progress } from '../../src/cli/progress.ts';

/** Progress on a stream that keeps what is written, with a clock that the test sets. */
function recorded(stream: { isTTY: boolean; columns?: number }) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const shown = progress({ ...stream, write: (text) => written.push(text) }, () => clock.ms);
  return { written, clock, shown };
}

test('on a terminal one line is written over, at most every 100 ms, and cut to its width', () => {
  const { written, clock, shown } = recorded({ isTTY: true, columns: 5 });
  shown.update('one');
  clock.ms = 99;
  shown.update('two');
  clock.ms = 100;
  shown.update('three');
  shown.note('a note');
  shown.update('four');
  shown.done();
  const drawn = ['\rone', '\rthre', '\ra note', '\rthre', '\rfour'];
  assert.equal(written.join(''), `${drawn.join('\x1b[K').replace('note\x1b[K', 'note\x1b[K\n')}\x1b[K\n`);
});

test('elsewhere plain lines are written, at most one every 5 s', () => {
  const { written, clock, shown } = recorded({ isTTY: false });
  shown.update('soon');
  shown.note('a note');
  clock.ms = 5_000;
  shown.update('five');
  clock.ms = 9_999;
  shown.update('ten, nearly');
  shown.done();
  assert.deepEqual(written, ['a note\n', 'five\n']);
});

test('without anything to tell nothing is written', () => {
  for (const isTTY of [true, false]) {
    const { written, shown } = recorded({ isTTY });
    shown.done();
    assert.deepEqual(written, []);
  }
});
