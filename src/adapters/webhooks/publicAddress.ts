import { lookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, isIPv6, type LookupFunction } from "node:net";
import { SchedulerError } from "../../errors/schedulerError.ts";

/** Addresses that belong to a machine or to a private network (IANA special-purpose registries, RFC 6890). */
const inside = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  inside.addSubnet(network, prefix, "ipv4");
for (const [network, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  inside.addSubnet(network, prefix, "ipv6");

/** Whether an address is one that everybody on the internet sees the same. An IPv4 address inside an IPv6 one counts as itself. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  if (isIP(address) === 0) return false;
  return !inside.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/**
 * Looks a host's name up and refuses it where it leads inside. It is the lookup of the very connection, so that a name cannot
 * be harmless when it is checked and harmful when it is used.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, "");
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (hidden !== undefined) return callback(refused(hostname, hidden), "");
    const [first] = addresses;
    if (options.all === true) return callback(null, addresses);
    return callback(null, first?.address ?? "", first?.family);
  });
};

function refused(hostname: string, { address }: LookupAddress): SchedulerError {
  return new SchedulerError("ADDRESS_REFUSED", {
    hostname,
    address,
    hint: "It leads into a private network; name the host in `allowedHosts` if that is meant.",
  });
}
