package dev.windrow.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates: what was asked for, not what is still there. */
public final class Allocation {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long before = THREADS.getCurrentThreadAllocatedBytes();

  /** Bytes allocated since this was made. */
  public long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** AssertionError when more was allocated than {@code fixed} and {@code perByte} for each byte of the input. */
  public void requireAtMost(long fixed, long perByte, long inputBytes) {
    long found = bytes();
    if (found > fixed + perByte * inputBytes) {
      throw new AssertionError("expected at most " + (fixed + perByte * inputBytes) + " bytes allocated for " + inputBytes + " bytes, found " + found);
    }
  }
}
