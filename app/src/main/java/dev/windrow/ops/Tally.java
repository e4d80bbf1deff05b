package dev.windrow.ops;

/** Adds up. Any thread may call it; it costs an addition and allocates nothing. */
public interface Tally {

  void add(long more);
}
