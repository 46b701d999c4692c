/**
 * Addresses of provisioning servers (`10.0.3.11:6910`, which may carry `/24`) and subnets of targets (`10.0.3.0/24`).
 *
 * Subnets are brought to one form, so that two of them are the same exactly when their texts are equal.
 *
 * Not here: sockets (live), and what subnet affinity makes of a subnet (pvs/balance).
 */

export interface ServerAddress {
  /** An IPv4 address or a host name. */
  readonly host: string;
  readonly port: number;
  /** The network the address is in, such as `10.0.3.0/24`; null when the address does not say. */
  readonly subnet: string | null;
}

/** The port of the stream service where an address names none. */
const DEFAULT_STREAM_PORT = 6910;

const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
const IPV4 = /^\d+(?:\.\d+){3}$/;
const ADDRESS = /^([^:/]+)(?:(?::(\d{1,5}))?(?:\/(\d{1,2}))?|\/(\d{1,2}):(\d{1,5}))$/;
const SUBNET = /^([\d.]+)\/(\d{1,2})$/;

/** Reads `host`, `host:port` and, for an IPv4 address, a `/prefix` behind either part; null when the text is none of them. */
export function parseServerAddress(text: string): ServerAddress | null {
  const match = ADDRESS.exec(text);
  const host = match?.[1];
  if (match === null || host === undefined || !HOST.test(host)) return null;
  const port = Number(match[2] ?? match[5] ?? DEFAULT_STREAM_PORT);
  if (port < 1 || port > 65_535) return null;
  if (IPV4.test(host) && ipv4Bits(host) === null) return null;
  const prefix = match[3] ?? match[4];
  if (prefix === undefined) return { host, port, subnet: null };
  const subnet = normalSubnet(`${host}/${prefix}`);
  return subnet === null ? null : { host, port, subnet };
}

/** The network of an IPv4 address with a prefix: `10.0.3.7/24` gives `10.0.3.0/24`; null when the text is no such thing. */
export function normalSubnet(text: string): string | null {
  const match = SUBNET.exec(text);
  const bits = ipv4Bits(match?.[1] ?? '');
  const prefix = Number(match?.[2]);
  if (bits === null || !(prefix <= 32)) return null;
  const size = 2 ** (32 - prefix);
  const network = Math.floor(bits / size) * size;
  return `${[24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join('.')}/${prefix}`;
}

function ipv4Bits(text: string): number | null {
  const parts = text.split('.').map((part) => (/^\d{1,3}$/.test(part) && Number(part) <= 255 ? Number(part) : null));
  if (parts.length !== 4) return null;
  return parts.reduce<number | null>((bits, part) => (bits === null || part === null ? null : bits * 256 + part), 0);
}
