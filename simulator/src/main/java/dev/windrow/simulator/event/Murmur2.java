package dev.windrow.simulator.event;

/**
 * The hash of keys in Kafka's default partitioner: MurmurHash2, 32 bits, with Kafka's seed. Here so that files need none
 * of Kafka's classes.
 */
final class Murmur2 {

  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;

  private Murmur2() {
  }

  static int hash(byte[] key) {
    int hash = SEED ^ key.length;
    int whole = key.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int k = (key[i] & 0xff) | (key[i + 1] & 0xff) << 8 | (key[i + 2] & 0xff) << 16 | key[i + 3] << 24;
      k *= M;
      k ^= k >>> 24;
      hash = hash * M ^ k * M;
    }
    return finish(withTail(hash, key, whole));
  }

  private static int withTail(int hash, byte[] key, int from) {
    if (from == key.length) {
      return hash;
    }
    int tail = 0;
    for (int i = key.length - 1; i >= from; i--) {
      tail = tail << 8 | key[i] & 0xff;
    }
    return (hash ^ tail) * M;
  }

  private static int finish(int hash) {
    int h = (hash ^ hash >>> 13) * M;
    return h ^ h >>> 15;
  }
}
