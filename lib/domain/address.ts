import { BlockList, isIP } from 'node:net';

/** Addresses that are not the public internet: our own machine, its neighbours, and what clouds keep their secrets on. */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address lies outside the public internet (IANA's special-purpose registries, RFC 6890); also one mapped into IPv6. */
export function isPrivateAddress(ip: string): boolean {
  const plain = ip.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const version = isIP(plain);
  if (version === 0) return true;
  return inside.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** Whether a URL's host is on an operator's list: a name or address as it stands, with its port when the entry has one. */
export function isAllowedHost(url: URL, allowed: readonly string[]): boolean {
  return allowed.some((entry) => entry === url.hostname || entry === url.host || entry === url.hostname.replace(/^\[|\]$/g, ''));
}
