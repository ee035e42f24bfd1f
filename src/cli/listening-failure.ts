import { AppError } from '../errors.ts';

/** What to tell of an error of listen(): `conflict` where the port is taken, `misconfigured` where it cannot be listened on. */
export function listeningFailure(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new AppError('conflict', `Port ${port} of ${host} is taken: set PORT to another one.`);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new AppError('misconfigured', `${host}:${port} cannot be listened on (${code}): set HOST and PORT.`);
  }
  return error;
}
