import { AppError } from '../errors.ts';

type Where = {
  host: string;
  port: number;
  /** The one that names the port. @default PORT */
  setting?: 'PORT' | 'METRICS_PORT';
};

/** What to tell of an error of listen(): `conflict` where the port is taken, `misconfigured` where it cannot be listened on. */
export function listeningFailure(error: unknown, { host, port, setting = 'PORT' }: Where): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new AppError('conflict', `Port ${port} of ${host} is taken: set ${setting} to another one.`);
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new AppError('misconfigured', `${host}:${port} cannot be listened on (${code}): set HOST and ${setting}.`);
  }
  return error;
}
