package dev.windrow.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/** An address at which a server can be reached that listens everywhere. */
final class MachineAddress {

  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  private MachineAddress() {}

  /** {@code host}, or an address of this machine when it stands for all of them; as it is written in a URL. */
  static String reachable(String host) {
    String address = EVERYWHERE.contains(host) ? ofThisMachine() : host;
    return address.contains(":") ? "[" + address + "]" : address;
  }

  /** That of its name where the name leads anywhere: in a container it does. Else the first one that others could reach. */
  private static String ofThisMachine() {
    try {
      InetAddress named = InetAddress.getLocalHost();
      return named.isLoopbackAddress() ? ofAnInterface().orElse(named.getHostAddress()) : named.getHostAddress();
    } catch (UnknownHostException nameless) {
      return ofAnInterface().orElse("127.0.0.1");
    }
  }

  private static Optional<String> ofAnInterface() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .map(InetAddress::getHostAddress).findFirst();
    } catch (SocketException unknown) {
      return Optional.empty();
    }
  }
}
