import { makeApp } from './make-app.ts';
import { readOptions } from './options.ts';

makeApp(readOptions).synth();
