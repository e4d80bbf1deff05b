package dev.windrow.cli;

import dev.windrow.config.Nearest;
import dev.windrow.ops.BuildVersion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The main class: finds the command, runs it, and ends the process with its {@link ExitCode}. What all commands have in common
 * is here: {@code --help}, {@code --version}, {@code --verbose}, and what happens to failures.
 */
@Command(
    name = "windrow",
    mixinStandardHelpOptions = true,
    versionProvider = Windrow.Version.class,
    description = "Exact window results from Kafka events.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes of all commands:%n",
    exitCodeList = {
      "0:done; also when a service was told to stop (SIGTERM)",
      "1:failed, or a difference was found",
      "2:wrong options or configuration",
      "3:Kafka is not usable",
      "130:Ctrl-C",
    },
    footer = {
      "",
      "Examples:",
      "  windrow demo                        # all of it at work, nothing needed",
      "  windrow run --config windrow.yaml   # the service, beside your Kafka",
      "  windrow tail                        # the results, as they come",
      "  windrow run --help                  # every command explains itself",
    })
public final class Windrow implements Runnable {

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log more, and show the stack trace of a failure.")
  private boolean verbose;

  @Option(names = "--log-format", paramLabel = "text|json", scope = ScopeType.INHERIT, defaultValue = "${env:" + LogFormat.VARIABLE + ":-text}",
      description = "How to log: for people, or a JSON object per line (default: $" + LogFormat.VARIABLE + ", or text).")
  private LogFormat logFormat;

  @Spec
  private CommandSpec spec;

  private Windrow() {
  }

  /** Runs a command line and ends the process. Prints UTF-8 whatever the locale says. */
  public static void main(String[] args) {
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    LastResort.install();
    try {
      System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    } finally {
      LastResort.end("the process could not even end in an orderly way");
    }
  }

  /** Runs a command line and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = commandLine(Commands.askedFor(args)).setOut(out).setErr(err);
    try {
      return line.execute(args);
    } catch (Error e) {
      return report(e, line, false);
    }
  }

  /** The command line that knows these commands. */
  static CommandLine commandLine(List<Commands> commands) {
    Windrow windrow = new Windrow();
    CommandLine line = new CommandLine(windrow).setUsageHelpAutoWidth(true);
    for (Commands command : commands) {
      line.addSubcommand(command.commandName(), likeAll(new CommandLine(command.create())));
    }
    return line
        .setExecutionStrategy(windrow::execute)
        .setParameterExceptionHandler((e, args) -> usage(e))
        .setExecutionExceptionHandler((e, failed, parsed) -> report(e, failed, windrow.verbose));
  }

  private static CommandLine likeAll(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().autoWidth(true);
    if (spec.version().length == 0) {
      spec.versionProvider(new Version());
    }
    command.getSubcommands().values().forEach(Windrow::likeAll);
    return command;
  }

  private int execute(ParseResult parsed) {
    if (verbose) {
      System.setProperty("WINDROW_LOG_LEVEL", "DEBUG");
    }
    logFormat.use();
    return new RunLast().execute(parsed);
  }

  /** No command at all. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  private static int usage(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    PrintWriter err = e.getCommandLine().getErr();
    err.println("windrow: " + (e instanceof UnmatchedArgumentException unmatched ? unknown(unmatched, command) : e.getMessage()));
    err.println("'" + command.qualifiedName() + " --help' shows what there is.");
    return ExitCode.USAGE;
  }

  private static String unknown(UnmatchedArgumentException e, CommandSpec command) {
    String word = e.getUnmatched().get(0).split("=", 2)[0];
    boolean option = word.startsWith("-");
    Collection<String> known = option ? command.optionsMap().keySet() : command.subcommands().keySet();
    String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
    return "unknown " + kind + " '" + word + "'" + Nearest.of(word, known).map(nearest -> "; did you mean '" + nearest + "'?").orElse("");
  }

  private static int report(Throwable thrown, CommandLine line, boolean verbose) {
    Failure failure = Failure.of(thrown);
    if (LogFormat.used() == LogFormat.json) {
      LoggerFactory.getLogger(Windrow.class).error("{}", failure.message(), verbose ? thrown : null);
      return failure.exitCode();
    }
    line.getErr().println("windrow: " + failure.message());
    if (verbose) {
      thrown.printStackTrace(line.getErr());
    }
    return failure.exitCode();
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"windrow " + BuildVersion.found().orElse("(not packaged)")};
    }
  }
}
