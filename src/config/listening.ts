import type { Setting } from './setting.ts';

export type ListeningSettings = {
  host: string;
  port: number;
};

export function listeningSettings(setting: Setting): ListeningSettings {
  return {
    host: setting('HOST', '127.0.0.1', parseHost, 'a host name or address'),
    port: setting('PORT', 3000, parsePort, 'a port number from 0 to 65535'),
  };
}

/** Whether it is an address of this machine that no other reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host) || host === '::1' || host === '[::1]';
}

/**
 * Whether a request is for another name than those of loopback. Only a browser can be led there by one, and it says which: who owns the
 * name has pages that are of the same origin.
 * @param host the Host of a request, with its port
 */
export function isMisnamed(host: string): boolean {
  const name = /^(\[[^\]]*\]|[^:]*)/.exec(host)?.[0] ?? '';
  return name !== '' && !isLoopback(name.toLowerCase());
}

function parseHost(text: string): string | undefined {
  return /^[\w.:-]+$/.test(text) ? text : undefined;
}

export function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}
