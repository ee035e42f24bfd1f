import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headersOf, isAsWanted, type Load, type LoadOptions, listingsFor } from './request.ts';
import { numberIn, runTool } from './run-tool.ts';

/** @throws where a request is answered by an error, or is not where all are to be */
export async function runWrk(options: LoadOptions): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-wrk-'));
  try {
    const file = join(folder, 'request.lua');
    await writeFile(file, await scriptOf(options, folder));
    const { base, connections, seconds, errors } = options;
    const printed = await runTool('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', file, base]);
    const failed = Number(/Non-2xx or 3xx responses: (\d+)/.exec(printed)?.[1] ?? 0);
    if (!isAsWanted(failed, errors)) throw new Error(`${failed} requests failed: ${printed}`);
    return {
      rate: numberIn(printed, /Requests\/sec:\s+([\d.]+)/),
      p50Ms: numberIn(printed, /^p50 ([\d.]+)/m),
      p99Ms: numberIn(printed, /^p99 ([\d.]+)/m),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In Lua, the language of wrk. Bodies come from a file: so many constants its compiler does not take. */
async function scriptOf({ request, listings, pauseMs = 0 }: LoadOptions, folder: string): Promise<string> {
  const { path = '', method = 'GET', body = [] } = request;
  const bodies = join(folder, 'bodies.txt');
  await writeFile(bodies, [body].flat().join('\n'));
  const text = JSON.stringify;
  const fields = Object.entries(headersOf(request)).map(([name, value]) => `[${text(name)}] = ${text(value)}`);
  const address = method === 'POST' ? text('/listings') : `"/listings/" .. id .. ${text(path)}`;
  return `math.randomseed(os.time())
local headers = { ${fields.join(', ')} }
local bodies = {}
for line in io.lines(${text(bodies)}) do bodies[#bodies + 1] = line end
function request()
  local id = math.random(1, ${listingsFor(request, listings)})
  local body = bodies[#bodies > 1 and id or 1]
  if body then body = string.gsub(body, "PRICE", math.random(50000, 900000)) end
  return wrk.format(${text(method)}, ${address}, headers, body)
end
${pauseMs > 0 ? `function delay() return math.floor(0.5 - ${pauseMs} * math.log(1 - math.random())) end` : ''}
function done(_, latency)
  io.write(string.format("\\np50 %f\\np99 %f\\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
`;
}
