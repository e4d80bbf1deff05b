package dev.windrow.it;

import dev.windrow.cli.Windrow;
import java.io.IOException;

/** Runs a command line in a process that ends when the test that holds its standard input does, however that ends. */
public final class Leash {

  private Leash() {}

  public static void main(String[] args) {
    fasten();
    Windrow.main(args);
  }

  /** From now on this process ends when its standard input does. */
  public static void fasten() {
    Thread leash = new Thread(Leash::haltAtEnd, "leash");
    leash.setDaemon(true);
    leash.start();
  }

  private static void haltAtEnd() {
    try {
      while (System.in.read() >= 0) {
        continue;
      }
    } catch (IOException broken) {
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(1);
  }
}
