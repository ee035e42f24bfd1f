import { lookup } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

type Network = readonly [address: string, prefix: number];

/** What is not of the public internet, by the special-purpose registries of IANA (RFC 6890), and multicast (RFC 5771). */
const special4: readonly Network[] = [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['168.63.129.16', 32], // what Azure has beside each machine
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
];

/** Within 2000::/3, which is all that is given out for the public: protocols and tunnels that carry IPv4, documentation. */
const special6: readonly Network[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const blocked = listOf(special4, special6);
const given = listOf([], [['2000::', 3]]);
/** IPv4 behind a translator (RFC 6052): the last four bytes say which. */
const translated = listOf([], [['64:ff9b::', 96]]);

function listOf(networks4: readonly Network[], networks6: readonly Network[]): BlockList {
  const list = new BlockList();
  for (const [address, prefix] of networks4) list.addSubnet(address, prefix, 'ipv4');
  for (const [address, prefix] of networks6) list.addSubnet(address, prefix, 'ipv6');
  return list;
}

/** Whether an address is of the public internet: not this machine, its network, nor what a cloud keeps beside it. */
export function isPublic(address: string): boolean {
  if (!isIPv6(address)) return isIP(address) === 4 && !blocked.check(address, 'ipv4');
  const plain = ipv4Within(address);
  if (plain !== undefined) return isPublic(plain);
  return given.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

/** The IPv4 address that an IPv6 one stands for: mapped (RFC 4291, 2.5.5.2) or translated. */
function ipv4Within(address: string): string | undefined {
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1);
  if (!canonical.startsWith('::ffff:') && !translated.check(canonical, 'ipv6')) return undefined;
  const [high = '0', low = '0'] = canonical.replace('::', ':0:').split(':').slice(-2);
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [upper >> 8, upper & 255, lower >> 8, lower & 255].join('.');
}

/** Names the address that is not to be talked to. */
export class ForbiddenAddress extends Error {
  constructor(host: string, address: string) {
    const which = host === address ? host : `${host} is ${address}, which`;
    super(`${which} is not of the public internet`);
  }
}

/** Who may be talked to. */
export type AddressGuard = {
  /** Whether it may be anybody, for development. */
  allowPrivate: boolean;
  /** @throws ForbiddenAddress */
  check(host: string, address: string): void;
  /** Finds the addresses of a name for a connection, so that what was checked is what is connected to. */
  lookup: LookupFunction;
};

export function addressGuard(allowPrivate: boolean): AddressGuard {
  const check = (host: string, address: string) => {
    if (!allowPrivate && !isPublic(address)) throw new ForbiddenAddress(host, address);
  };
  return {
    ...{ allowPrivate, check },
    lookup: (host, options, answer) => {
      lookup(host, { ...options, all: true }, (error, found) => {
        if (error) return answer(error, []);
        try {
          for (const { address } of found) check(host, address);
        } catch (forbidden) {
          return answer(forbidden as Error, []);
        }
        const [first] = found;
        if (options.all || !first) answer(null, found);
        else answer(null, first.address, first.family);
      });
    },
  };
}
