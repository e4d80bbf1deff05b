package dev.windrow.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The main class: finds the command, runs it, and ends the process with its {@link ExitCode}. */
@Command(
    name = "windrow",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Windrow.Version.class,
    header = "Exact window results from Kafka events.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; also when a service was told to stop (SIGTERM)",
      "1:failed, or a difference was found",
      "2:wrong options or configuration",
      "3:Kafka is not usable",
      "130:Ctrl-C",
    },
    footer = {"", "'windrow COMMAND --help' says more, with examples."})
public final class Windrow implements Runnable {

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Log more, and show stack traces of failures.")
  private boolean verbose;

  @Spec
  private CommandSpec spec;

  private Windrow() {
  }

  /** Runs a command line and ends the process. Prints UTF-8 whatever the locale says. */
  public static void main(String[] args) {
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
  }

  /** Runs a command line and returns the exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      return commandLine(Commands.askedFor(args)).setOut(out).setErr(err).execute(args);
    } catch (Error | RuntimeException e) {
      return report(e, err, false);
    }
  }

  /** The command line that knows these commands. */
  static CommandLine commandLine(List<Commands> commands) {
    Windrow windrow = new Windrow();
    CommandLine line = new CommandLine(windrow);
    commands.forEach(command -> line.addSubcommand(command.commandName(), command.create()));
    return line
        .setExecutionStrategy(parsed -> windrow.execute(parsed))
        .setParameterExceptionHandler((e, args) -> usage(e))
        .setExecutionExceptionHandler((e, failed, parsed) -> report(e, failed.getErr(), windrow.verbose));
  }

  private int execute(CommandLine.ParseResult parsed) {
    if (verbose) {
      System.setProperty("WINDROW_LOG_LEVEL", "DEBUG");
    }
    return new RunLast().execute(parsed);
  }

  /** No command at all. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command");
  }

  private static int usage(ParameterException e) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("windrow: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, line.getErr());
    line.getErr().println("'" + line.getCommandSpec().qualifiedName() + " --help' shows what there is.");
    return ExitCode.USAGE;
  }

  private static int report(Throwable thrown, PrintWriter err, boolean verbose) {
    Failures failure = Failures.of(thrown);
    err.println("windrow: " + failure.message());
    if (verbose) {
      thrown.printStackTrace(err);
    }
    return failure.exitCode();
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String built = Windrow.class.getPackage().getImplementationVersion();
      return new String[] {"windrow " + (built == null ? "(not packaged)" : built)};
    }
  }
}
