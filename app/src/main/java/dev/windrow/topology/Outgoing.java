package dev.windrow.topology;

/**
 * A record on its way out of a stage; the topology splits them by kind.
 *
 * @param topic where a result goes; empty for the other kinds, which have one topic each
 * @param mergePartition where a partial goes; 0 for the other kinds
 */
record Outgoing(Kind kind, String topic, int mergePartition, byte[] value) {

  enum Kind {
    PARTIAL,
    LATE,
    DEAD_LETTER,
    RESULT
  }

  static Outgoing partial(int mergePartition, byte[] value) {
    return new Outgoing(Kind.PARTIAL, "", mergePartition, value);
  }

  static Outgoing late(byte[] value) {
    return new Outgoing(Kind.LATE, "", 0, value);
  }

  static Outgoing result(String topic, byte[] value) {
    return new Outgoing(Kind.RESULT, topic, 0, value);
  }
}
