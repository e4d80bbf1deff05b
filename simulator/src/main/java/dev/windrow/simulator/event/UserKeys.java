package dev.windrow.simulator.event;

import java.nio.charset.StandardCharsets;

/**
 * Keys (the user id as text) and partitions of users. Those of the first 65,536 users are kept, so that a usual run
 * allocates none per event. Confined to the generator's thread.
 */
final class UserKeys {

  private static final int KEPT = 1 << 16;

  private final Routing routing;
  private final byte[][] keys;
  private final int[] partitions;

  UserKeys(int users, Routing routing) {
    this.routing = routing;
    this.keys = new byte[Math.min(users, KEPT)][];
    this.partitions = new int[keys.length];
  }

  /** @param user counted from 0; its id is one more */
  byte[] key(int user) {
    if (user >= keys.length) {
      return text(user);
    }
    byte[] key = keys[user];
    return key == null ? keep(user) : key;
  }

  int partition(int user, byte[] key) {
    return user < keys.length ? partitions[user] : routing.partition(key);
  }

  private byte[] keep(int user) {
    byte[] key = text(user);
    keys[user] = key;
    partitions[user] = routing.partition(key);
    return key;
  }

  private static byte[] text(int user) {
    return Integer.toString(user + 1).getBytes(StandardCharsets.US_ASCII);
  }
}
