/** What a terminal or a file offers to print on. */
export type ProgressStream = {
  isTTY?: boolean | undefined;
  columns?: number | undefined;
  write(text: string): unknown;
};

export type Progress = {
  /** Says how far the work is; what comes too soon after the last one is left out. */
  update(text: string): void;
  /** Prints a line that stays. */
  note(text: string): void;
  /** Ends the line on a terminal. */
  done(): void;
};

const redrawMs = 100;
const lineEveryMs = 5_000;
const clearToEnd = '\x1b[K';

/**
 * Shows how far long work is: on a terminal a line that is written over, elsewhere plain lines, at most one every 5 s,
 * the first after 5 s.
 * @param clock the time in milliseconds
 */
export function progress(stream: ProgressStream, clock: () => number = () => performance.now()): Progress {
  return stream.isTTY ? updatingLine(stream, clock) : plainLines(stream, clock);
}

function updatingLine(stream: ProgressStream, clock: () => number): Progress {
  let drawnAt = Number.NEGATIVE_INFINITY;
  let latest = '';
  const draw = () => {
    drawnAt = clock();
    stream.write(`\r${latest.slice(0, (stream.columns || 80) - 1)}${clearToEnd}`);
  };
  return {
    update: (text) => {
      latest = text;
      if (clock() - drawnAt >= redrawMs) draw();
    },
    note: (text) => {
      stream.write(`\r${text}${clearToEnd}\n`);
      if (latest !== '') draw();
    },
    done: () => {
      if (latest === '') return;
      draw();
      stream.write('\n');
    },
  };
}

function plainLines(stream: ProgressStream, clock: () => number): Progress {
  let printedAt = clock();
  return {
    update: (text) => {
      if (clock() - printedAt < lineEveryMs) return;
      printedAt = clock();
      stream.write(`${text}\n`);
    },
    note: (text) => {
      stream.write(`${text}\n`);
    },
    done: () => {},
  };
}
