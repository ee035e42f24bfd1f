import { AppError } from '../src/errors.ts';
import { keptOptions, unkeptOptions } from './kept-options.ts';
import { makeApp } from './make-app.ts';
import { readOptions } from './options.ts';

try {
  const app = makeApp(readOptions);
  for (const line of unkeptOptions(app.node.getAllContext(), keptOptions(import.meta.dirname))) tell(line);
  app.synth();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  tell(error.message);
  process.exit(1); // the CDK would synthesize what there is once nothing is left to do
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
