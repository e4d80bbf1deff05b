package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.PeerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Consumer, a scanner over the bytes, and hash maps. */
@Command(name = "scanner-loop", description = "Aggregates by hand, and scans JSON by hand.")
final class ScannerLoop implements Callable<Integer> {

  @Mixin
  private PeerOptions options;

  public static void main(String[] args) {
    System.exit(new CommandLine(new ScannerLoop()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    WindowLoop.run(options, EventScanner::new);
    return 0;
  }
}
