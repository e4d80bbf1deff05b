package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The help is part of what people rely on: a golden file per command. After a change: {@code mvn test -pl app -am -Dtest=HelpTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true}, and look at the difference.
 */
final class HelpTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final int WIDTH = 80;

  static Stream<String> pages() {
    return Stream.of(Stream.of("windrow"), Arrays.stream(Commands.values()).map(Commands::commandName), Stream.of("ingest http", "ingest files", "ingest sql"))
        .flatMap(page -> page);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theHelpIsAsInItsGoldenFile(String page) throws IOException {
    Path file = GOLDEN.resolve(fileName(page));
    String help = help(page);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, help);
    }

    assertThat(help).isEqualTo(Files.exists(file) ? Files.readString(file) : "(no " + file + "; -Dgolden.update=true writes it)");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theHelpFitsATerminalAndNamesNoFolderOfThisMachine(String page) {
    assertThat(help(page).lines()).allMatch(line -> line.length() <= WIDTH);
    assertThat(help(page)).doesNotContain(System.getProperty("user.home") + "/");
  }

  @Test
  void thereIsNoGoldenFileOfACommandThatIsGone() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      List<String> pages = files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("help-")).toList();

      assertThat(pages).containsExactlyInAnyOrderElementsOf(pages().map(HelpTest::fileName).toList());
    }
  }

  private static String fileName(String page) {
    return "help-" + page.replace(' ', '-') + ".txt";
  }

  private static String help(String page) {
    CommandLine line = Windrow.commandLine(List.of(Commands.values()));
    for (String command : page.equals("windrow") ? new String[0] : page.split(" ")) {
      line = line.getSubcommands().get(command);
    }
    return line.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH).getUsageMessage(Ansi.OFF).replace(System.lineSeparator(), "\n");
  }
}
