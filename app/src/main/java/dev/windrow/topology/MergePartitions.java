package dev.windrow.topology;

import java.nio.charset.StandardCharsets;

/**
 * Which merge partition takes what. All windows of one group of one aggregation go to the same one. The assignment is
 * part of the state's format: it must never change for a given count.
 */
final class MergePartitions {

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private MergePartitions() {}

  static int aggregationHash(String aggregationId) {
    return fnv1a(FNV_OFFSET, aggregationId.getBytes(StandardCharsets.UTF_8));
  }

  /** Merge partition of the group with these canonical bytes in the aggregation with this hash. */
  static int ofGroup(int aggregationHash, byte[] group, int mergePartitions) {
    return Math.floorMod(finish(fnv1a(aggregationHash, group)), mergePartitions);
  }

  /** Merge partition that keeps the ledger of a source partition. */
  static int home(int sourcePartition, int mergePartitions) {
    return sourcePartition % mergePartitions;
  }

  /** FNV-1a, 32 bits, by Fowler, Noll and Vo. */
  private static int fnv1a(int hash, byte[] bytes) {
    int h = hash;
    for (byte b : bytes) {
      h = (h ^ (b & 0xff)) * FNV_PRIME;
    }
    return h;
  }

  /** The finalizer of MurmurHash3: FNV's low bits alone spread short keys badly. */
  private static int finish(int hash) {
    int h = hash;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }
}
