import { cpus, totalmem } from 'node:os';

/** The machine in a line, for a result. */
export async function describeMachine(): Promise<string> {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, ${process.platform}, Node ${process.versions.node}, embedded PostgreSQL 18`;
}
