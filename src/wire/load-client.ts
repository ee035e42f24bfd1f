import packageJson from '../../package.json' with { type: 'json' };
import { AppError } from '../errors.ts';

type ClientName = keyof typeof packageJson.peerDependencies;

/**
 * What imports the library that speaks to a server, told in words where it is not installed.
 * @param names the packages that are needed
 * @throws AppError `misconfigured`
 */
export async function loadClient<T>(names: readonly ClientName[], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const wanted = names.map((name) => `${name}@${packageJson.peerDependencies[name]}`).join(' ');
    const message = `The library that speaks to this server is not installed: npm install --no-save ${wanted}`;
    throw new AppError('misconfigured', message, { cause: error });
  }
}
