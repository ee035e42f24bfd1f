import { tabStorage } from './browser-storage.ts';

/**
 * Loads a file of the page. Where that fails because the service has another build of it by now, whose files have other names,
 * the document is loaded anew, once.
 * @throws what `load` does, else
 */
export async function loadFile<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(await isReplaced()) || !mayLeave()) throw error;
    window.location.reload();
    return await new Promise(() => {}); // the document goes
  }
}

/** Whether the document that the service gives out names another script than this one. */
async function isReplaced(): Promise<boolean> {
  try {
    const response = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-cache' });
    return response.ok && !(await response.text()).includes(`"${ownScript()}"`);
  } catch {
    return false; // nothing is known of a service that does not answer
  }
}

function ownScript(): string {
  return document.querySelector('script[type="module"]')?.getAttribute('src') ?? '';
}

const stored = 'left-builds';

/** Whether this build was not left yet in this tab: two that take turns behind a balancer would send a reader to and fro. */
function mayLeave(): boolean {
  const left = tabStorage.read(stored)?.split(' ') ?? [];
  if (left.includes(ownScript())) return false;
  tabStorage.write(stored, [...left, ownScript()].join(' '));
  return tabStorage.outlives(stored) === true; // it is not left where that cannot be remembered
}
