package dev.windrow.topology;

import dev.windrow.event.RawHeader;
import dev.windrow.event.Records;
import dev.windrow.simulator.event.Event;
import dev.windrow.simulator.event.EventGenerator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Events of the simulator one behind the other in one array, as what was fetched lies in memory. */
final class FetchedEvents implements Records {

  private static final int ROOM_PER_EVENT = 256;

  private final ByteBuffer bytes;
  private final long firstOffset;
  private final long[] timestamps;
  private final int[] keyFrom;
  private final int[] valueFrom;
  private final int[] valueTo;

  private FetchedEvents(int count, long firstOffset) {
    this.bytes = ByteBuffer.allocate(count * ROOM_PER_EVENT);
    this.firstOffset = firstOffset;
    this.timestamps = new long[count];
    this.keyFrom = new int[count];
    this.valueFrom = new int[count];
    this.valueTo = new int[count];
  }

  /** The next {@code count} events. */
  static FetchedEvents of(EventGenerator generator, int count, long firstOffset) {
    FetchedEvents events = new FetchedEvents(count, firstOffset);
    for (int index = 0; index < count; index++) {
      events.add(index, generator.next());
    }
    return events;
  }

  private void add(int index, Event event) {
    timestamps[index] = event.recordTimestampMs();
    keyFrom[index] = bytes.position();
    bytes.put(event.key());
    valueFrom[index] = bytes.position();
    bytes.put(event.buffer(), 0, event.length());
    valueTo[index] = bytes.position();
  }

  @Override
  public int count() {
    return timestamps.length;
  }

  @Override
  public long offset(int index) {
    return firstOffset + index;
  }

  @Override
  public long timestamp(int index) {
    return timestamps[index];
  }

  @Override
  public byte[] valueArray(int index) {
    return bytes.array();
  }

  @Override
  public int valueFrom(int index) {
    return valueFrom[index];
  }

  @Override
  public int valueLength(int index) {
    return valueTo[index] - valueFrom[index];
  }

  @Override
  public byte[] key(int index) {
    return Arrays.copyOfRange(bytes.array(), keyFrom[index], valueFrom[index]);
  }

  @Override
  public List<RawHeader> headers(int index) {
    return List.of();
  }

  /** They are decoded again and again. */
  @Override
  public void release() {}
}
