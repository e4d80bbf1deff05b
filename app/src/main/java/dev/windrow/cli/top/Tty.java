package dev.windrow.cli.top;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal that the process belongs to, by way of {@code stty}: Java knows neither its size nor its modes. Thread-safe. */
public final class Tty implements Terminal {

  private static final File DEVICE = new File("/dev/tty");
  private static final long LONGEST_S = 2;
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
  private static final Pattern MODES = Pattern.compile("[0-9A-Za-z:=]+");

  private final Map<String, String> environment;
  private final String modes;

  private Tty(Map<String, String> environment, String modes) {
    this.environment = environment;
    this.modes = modes;
  }

  /** The terminal that standard output goes to; empty when it goes elsewhere, or to one that cannot redraw. */
  public static Optional<Tty> find(Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    if (kind.isEmpty() || kind.equals("dumb") || !DEVICE.exists() || !isOutput()) {
      return Optional.empty();
    }
    return stty("-g").filter(modes -> MODES.matcher(modes).matches()).map(modes -> new Tty(environment, modes));
  }

  @Override
  public Size size() {
    Matcher told = SIZE.matcher(stty("size").orElse(""));
    return told.matches()
        ? Size.of(number(told.group(2), "COLUMNS"), number(told.group(1), "LINES"))
        : Size.of(number("0", "COLUMNS"), number("0", "LINES"));
  }

  /** Ctrl-Z would leave the shell on the other screen, without a cursor. */
  @Override
  public void begin() {
    stty("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
  }

  @Override
  public void restore() {
    stty(modes);
  }

  @Override
  public InputStream keys() throws IOException {
    return new FileInputStream(DEVICE);
  }

  private int number(String told, String variable) {
    int number = Integer.parseInt(told);
    String given = environment.getOrDefault(variable, "");
    return number == 0 && given.matches("\\d{1,5}") ? Integer.parseInt(given) : number;
  }

  private static boolean isOutput() {
    return ran(new ProcessBuilder("sh", "-c", "test -t 1").redirectOutput(ProcessBuilder.Redirect.INHERIT)).isPresent();
  }

  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    return ran(new ProcessBuilder(command).redirectInput(DEVICE));
  }

  /** What it printed; empty when it failed. */
  private static Optional<String> ran(ProcessBuilder command) {
    try {
      Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        if (process.waitFor(LONGEST_S, TimeUnit.SECONDS) && process.exitValue() == 0) {
          return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
      } finally {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException thereIsNoSuchCommand) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
