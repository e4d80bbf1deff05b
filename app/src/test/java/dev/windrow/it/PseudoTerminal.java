package dev.windrow.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line of Windrow at a terminal of its own, by way of {@code script} from util-linux: what it writes goes to a file, and what is typed comes from the
 * test. Notes how the terminal was before and after. Closing ends it, whatever state it is in.
 */
final class PseudoTerminal implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Process script;
  private final Path dir;

  private PseudoTerminal(Process script, Path dir) {
    this.script = script;
    this.dir = dir;
  }

  /** Why there can be none here; empty when there can. */
  static String missing() {
    for (String tool : List.of("script", "stty", "sh")) {
      if (List.of("/usr/bin/", "/bin/").stream().noneMatch(folder -> Files.isExecutable(Path.of(folder + tool)))) {
        return "there is no " + tool + " (Debian: apt-get install bsdutils coreutils)";
      }
    }
    return Files.isDirectory(Path.of("/proc/self")) ? "" : "this is no Linux, whose script understands -e";
  }

  /** Starts {@code windrow} with {@code arguments}; files of this run are in {@code dir}. */
  static PseudoTerminal start(Path dir, int columns, int rows, List<String> arguments) throws IOException {
    Files.createDirectories(dir);
    List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xshare:auto",
        "-Xmx256m", "-Dlogback.configurationFile=logback.xml", "-cp", System.getProperty("java.class.path"), "dev.windrow.cli.Windrow"));
    words.addAll(arguments);
    // A trap keeps the shell alive at Ctrl-C, which is for the command.
    Path steps = Files.writeString(dir.resolve("steps.sh"), """
        trap : INT
        cd %s
        stty cols %d rows %d
        tty > tty
        stty -g > before
        sh -c 'echo $$ > pid; exec "$0" "$@"' %s
        echo $? > code.new
        stty -g > after
        mv code.new code
        """.formatted(quoted(dir.toString()), columns, rows, String.join(" ", words.stream().map(PseudoTerminal::quoted).toList())));
    ProcessBuilder command = new ProcessBuilder("script", "-qec", "sh " + quoted(steps.toString()), "/dev/null")
        .redirectErrorStream(true).redirectOutput(dir.resolve("out").toFile());
    command.environment().putAll(Map.of("TERM", "xterm-256color", "SHELL", "/bin/sh"));
    command.environment().keySet().removeAll(List.of("NO_COLOR", "COLUMNS", "LINES"));
    Process script = command.start();
    Runtime.getRuntime().addShutdownHook(new Thread(script::destroyForcibly));
    return new PseudoTerminal(script, dir);
  }

  /** All that was written so far. */
  String out() {
    return text("out");
  }

  void type(String keys) throws IOException {
    OutputStream keyboard = script.getOutputStream();
    keyboard.write(keys.getBytes(StandardCharsets.US_ASCII));
    keyboard.flush();
  }

  void resize(int columns, int rows) throws Exception {
    run("stty cols " + columns + " rows " + rows + " < " + text("tty").strip());
  }

  /** Sends a signal, such as TERM, to the command. */
  void signal(String name) throws Exception {
    run("kill -" + name + " " + text("pid").strip());
  }

  /** Waits for the end of the command. */
  int exitCode() throws InterruptedException {
    if (!script.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("expected the command to end within " + LONGEST.toSeconds() + " s, it still runs:\n" + out());
    }
    return Integer.parseInt(text("code").strip());
  }

  /** The terminal's modes when the command had not begun, and when it had ended. */
  String before() {
    return text("before");
  }

  String after() {
    return text("after");
  }

  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
    script.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private static void run(String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("could not run " + command);
    }
  }

  private String text(String file) {
    try {
      return Files.exists(dir.resolve(file)) ? Files.readString(dir.resolve(file)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
