package dev.windrow.benchmark.run;

import java.util.concurrent.TimeUnit;

/** The pause between two looks at something outside this process. */
public final class Pause {

  private Pause() {}

  public static void millis(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }
}
