package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.EventReader;
import dev.windrow.benchmark.peer.GroupBy;
import dev.windrow.benchmark.peer.PeerOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Consumer, Jackson's streaming parser and hash maps. */
@Command(name = "jackson-loop", description = "Aggregates by hand, and reads JSON with Jackson.")
final class JacksonLoop implements Callable<Integer> {

  @Mixin
  private PeerOptions options;

  public static void main(String[] args) {
    System.exit(new CommandLine(new JacksonLoop()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    EventReader reader = new EventReader(GroupBy.event_type);
    WindowLoop.run(options, () -> reader::read);
    return 0;
  }
}
