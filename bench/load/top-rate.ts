import { runAutocannon } from './autocannon.ts';
import type { LoadOptions } from './request.ts';
import { isInstalled } from './run-tool.ts';
import { runWrk } from './wrk.ts';

/** Requests answered a second: by wrk where it is installed, else by autocannon, which takes more of the machine itself. */
export async function topRate(options: LoadOptions): Promise<number> {
  return await (isInstalled('wrk') ? runWrk(options) : runAutocannon(options));
}
