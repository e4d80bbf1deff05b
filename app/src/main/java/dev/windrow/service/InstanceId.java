package dev.windrow.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The name by which an instance is known to Kafka, the same after a restart: so the brokers take one that was killed and
 * started again for what it is, and do not wait for the dead one's session and transaction to time out.
 *
 * <p>It is kept in the state folder, which one process at a time holds, together with the host's name: two hosts with
 * copies of one folder must not fence each other.
 */
final class InstanceId {

  private static final String FILE = "instance-id";

  private InstanceId() {}

  /** The name of the instance that holds this state folder; a new one at the first start here. */
  static String of(Path stateFolder) {
    return of(stateFolder, host());
  }

  static String of(Path stateFolder, String host) {
    Path file = stateFolder.resolve(FILE);
    try {
      List<String> kept = Files.exists(file) ? lines(file) : List.of();
      if (kept.size() == 2 && kept.get(1).equals(host) && kept.get(0).matches("[0-9a-f-]{36}")) {
        return kept.get(0);
      }
      String id = UUID.randomUUID().toString();
      Files.writeString(file, id + "\n" + host + "\n", StandardCharsets.UTF_8);
      return id;
    } catch (IOException e) {
      throw StateFolder.unusable(stateFolder, new IOException(FILE + ": " + e, e));
    }
  }

  /** A damaged file has no name in it that could be kept. */
  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException damaged) {
      return List.of();
    }
  }

  /** The name of this machine. */
  static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "unknown";
    }
  }
}
