package dev.windrow.ingest.web;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses can be reached from the internet. All others are of this machine, of its networks, of a cloud's metadata service, or nobody's: whoever can make
 * Windrow ask an address (a redirect, a link, a name that resolves to it) must not get there. By the IANA registries of special-purpose addresses.
 */
final class PublicAddresses {

  private static final List<Network> NOT_PUBLIC = List.of(
      v4(0, 0, 0, 0, 8), // this network
      v4(10, 0, 0, 0, 8),
      v4(100, 64, 0, 0, 10), // behind the NAT of a provider
      v4(127, 0, 0, 0, 8),
      v4(169, 254, 0, 0, 16), // link-local, metadata services
      v4(172, 16, 0, 0, 12),
      v4(192, 0, 0, 0, 24),
      v4(192, 0, 2, 0, 24), // documentation
      v4(192, 88, 99, 0, 24), // relays of 6to4
      v4(192, 168, 0, 0, 16),
      v4(198, 18, 0, 0, 15), // benchmarks
      v4(198, 51, 100, 0, 24), // documentation
      v4(203, 0, 113, 0, 24), // documentation
      v4(224, 0, 0, 0, 4), // multicast
      v4(240, 0, 0, 0, 4)); // reserved, broadcast

  private static final Network V6_GLOBAL = v6(3, 0x20);
  private static final Network V6_PROTOCOLS = v6(23, 0x20, 0x01); // Teredo is one
  private static final Network V6_DOCUMENTATION = v6(32, 0x20, 0x01, 0x0d, 0xb8);
  private static final Network V6_DOCUMENTATION_TOO = v6(20, 0x3f, 0xff);
  private static final Network V6_6TO4 = v6(16, 0x20, 0x02);
  private static final Network V6_NAT64 = v6(96, 0x00, 0x64, 0xff, 0x9b);
  private static final Network V6_MAPPED = v6(96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff);

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? isPublicV4(bytes) : isPublicV6(bytes);
  }

  private static boolean isPublicV4(byte[] bytes) {
    return NOT_PUBLIC.stream().noneMatch(network -> network.contains(bytes));
  }

  private static boolean isPublicV6(byte[] bytes) {
    if (V6_MAPPED.contains(bytes) || V6_NAT64.contains(bytes)) {
      return isPublicV4(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (V6_6TO4.contains(bytes)) {
      return isPublicV4(Arrays.copyOfRange(bytes, 2, 6));
    }
    return V6_GLOBAL.contains(bytes) && !V6_PROTOCOLS.contains(bytes) && !V6_DOCUMENTATION.contains(bytes) && !V6_DOCUMENTATION_TOO.contains(bytes);
  }

  private static Network v4(int a, int b, int c, int d, int bits) {
    return new Network(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, bits);
  }

  private static Network v6(int bits, int... first) {
    byte[] prefix = new byte[16];
    for (int i = 0; i < first.length; i++) {
      prefix[i] = (byte) first[i];
    }
    return new Network(prefix, bits);
  }

  private record Network(byte[] prefix, int bits) {

    boolean contains(byte[] address) {
      int whole = bits / 8;
      int mask = 0xff << 8 - bits % 8 & 0xff;
      return Arrays.equals(prefix, 0, whole, address, 0, whole) && (mask == 0 || (address[whole] & mask) == (prefix[whole] & mask));
    }
  }
}
