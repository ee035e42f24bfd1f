import { runAutocannon } from './autocannon.ts';
import type { Load, LoadOptions } from './request.ts';
import { isInstalled } from './run-tool.ts';
import { runWrk } from './wrk.ts';

/** Puts load on a server: with wrk where it is installed, else with autocannon, which takes more of the machine itself. */
export async function load(options: LoadOptions): Promise<Load> {
  return await (isInstalled('wrk') ? runWrk(options) : runAutocannon(options));
}

/**
 * The same at half of the rate that is reached without pauses; undefined where wrk is not installed.
 * The pauses are found by trying: what a connection waits and what an answer takes make the rate together.
 */
export async function loadByHalf(options: LoadOptions): Promise<Load | undefined> {
  if (!isInstalled('wrk')) return undefined;
  const { connections } = options;
  const top = await runWrk(options);
  const turnMs = (rate: number) => (connections * 1_000) / rate;
  const tried = 1.5 * turnMs(top.rate);
  const { rate } = await runWrk({ ...options, seconds: 2, pauseMs: tried });
  return await runWrk({ ...options, pauseMs: Math.max(0.5, tried + turnMs(top.rate / 2) - turnMs(rate)) });
}
