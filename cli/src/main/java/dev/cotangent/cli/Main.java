package dev.cotangent.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.cotangent.cli.bench.BenchMain;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** The {@code cotangent} command. */
public final class Main {

  private static final String BENCH = "bench";

  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, new Console(System.out, System.err, Console.isTerminal())));
  }

  /**
   * Runs the command within this JVM.
   *
   * @return the exit code: 0 if all went well, 2 if something given was wrong, 1 for any other
   *     error
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, new Console(out, err, false));
  }

  private static int run(String[] args, Console console) {
    int code = runCommand(args, console);
    if (console.out().checkError() && code == 0) {
      console.err().println("cotangent: standard output cannot be written; is its disk full?");
      return Errors.FAILED;
    }
    return code;
  }

  private static int runCommand(String[] args, Console console) {
    if (args.length > 0 && args[0].equals(BENCH)) {
      return bench(console, Arrays.copyOfRange(args, 1, args.length));
    }
    if (List.of(args).equals(List.of("help", BENCH))) {
      return bench(console, "--help");
    }
    Injector injector = Guice.createInjector(Stage.PRODUCTION, new CliModule(console));
    CommandLine line = new CommandLine(CotangentCommand.class, new InjectedCommands(injector));
    CotangentCommand command = line.getCommand();
    Errors errors = new Errors(console, command);
    line.setOut(new PrintWriter(console.out(), true, Charset.defaultCharset()));
    line.setErr(new PrintWriter(console.err(), true, Charset.defaultCharset()));
    line.setUsageHelpAutoWidth(console.terminal());
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((e, rest) -> errors.report(e));
    line.setExecutionExceptionHandler((e, failed, parsed) -> errors.report(e));
    line.setExecutionStrategy(
        parsed -> {
          Verbosity.set(command.verbose());
          return new CommandLine.RunLast().execute(parsed);
        });
    return execute(line, args, errors);
  }

  private static int bench(Console console, String... arguments) {
    return BenchMain.run(arguments, console.out(), console.err());
  }

  private static int execute(CommandLine line, String[] args, Errors errors) {
    try {
      return line.execute(args);
    } catch (RuntimeException | Error e) {
      return errors.report(e);
    }
  }
}
