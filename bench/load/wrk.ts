import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headersOf, type LoadOptions, type Request } from './request.ts';
import { numberIn, runTool } from './run-tool.ts';

/** Requests answered a second. @throws where one is answered by an error */
export async function runWrk({ base, request, listings, connections, seconds }: LoadOptions): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-wrk-'));
  try {
    const file = join(folder, 'request.lua');
    await writeFile(file, scriptOf(request, listings));
    const printed = await runTool('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', file, base]);
    const failed = /Non-2xx or 3xx responses: (\d+)/.exec(printed)?.[1];
    if (failed) throw new Error(`${failed} requests failed: ${printed}`);
    return numberIn(printed, /Requests\/sec:\s+([\d.]+)/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In Lua, the language of wrk. */
function scriptOf(request: Request, listings: number): string {
  const { path = '', method = 'GET', body } = request;
  const text = JSON.stringify;
  const fields = Object.entries(headersOf(request)).map(([name, value]) => `[${text(name)}] = ${text(value)}`);
  const content = body === undefined ? 'nil' : `(string.gsub(${text(body)}, "PRICE", math.random(50000, 900000)))`;
  return `math.randomseed(os.time())
local headers = { ${fields.join(', ')} }
function request()
  return wrk.format(${text(method)}, "/listings/" .. math.random(1, ${listings}) .. ${text(path)}, headers, ${content})
end
`;
}
