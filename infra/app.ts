import { AppError } from '../src/errors.ts';
import { makeApp } from './make-app.ts';
import { readOptions } from './options.ts';

try {
  makeApp(readOptions).synth();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1); // the CDK would synthesize what there is once nothing is left to do
}
