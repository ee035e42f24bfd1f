import { isIPv6 } from 'node:net';

/** IPv4 as IPv6 writes it: mapped (RFC 4291, 2.5.5.2), or behind NAT64 (RFC 6052, 2.1). */
const ofIPv4 = /^(?:::ffff:|64:ff9b::)([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * As whom an address counts. Of IPv6 the first 64 bits: who has one such address has 18 quintillions of them. Some proxies say the
 * port of the client, too.
 */
export function clientAddress(ip: string): string {
  const host = /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/.exec(ip);
  const address = (host?.[1] ?? host?.[2] ?? ip).replace(/%.*$/, '');
  if (!isIPv6(address)) return address;
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = ofIPv4.exec(canonical) ?? [];
  return high !== undefined && low !== undefined ? dotted(high, low) : networkOf(canonical);
}

function dotted(...halves: string[]): string {
  return halves.flatMap((half) => [Number.parseInt(half, 16) >> 8, Number.parseInt(half, 16) & 0xff]).join('.');
}

/** @param address as the WHATWG URL Standard writes it: without zeros in front, the longest run of groups that are 0 left out */
function networkOf(address: string): string {
  const [head = '', tail] = address.split('::');
  const [first, last] = [head, tail ?? ''].map((part) => part.split(':').filter((group) => group !== ''));
  const missing = tail === undefined ? 0 : 8 - (first?.length ?? 0) - (last?.length ?? 0);
  const groups = [...(first ?? []), ...Array.from({ length: missing }, () => '0'), ...(last ?? [])];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
