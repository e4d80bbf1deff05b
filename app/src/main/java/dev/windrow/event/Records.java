package dev.windrow.event;

import java.util.List;

/** Records that were fetched together from one partition, in the order of their offsets, where they lie. What they lie in must not be changed. */
public interface Records {

  /** How many there are. */
  int count();

  long offset(int index);

  /** The record's own timestamp, epoch ms; negative when it has none. */
  long timestamp(int index);

  /** The array that the value lies in; null when there is none. */
  byte[] valueArray(int index);

  /** Where in it the value begins. */
  int valueFrom(int index);

  int valueLength(int index);

  /** A copy; null when there is none. */
  byte[] key(int index);

  List<RawHeader> headers(int index);

  /** Nothing but {@link #count} is asked for any more: what the records lie in may go, though these are still referred to. */
  void release();
}
