package dev.cotangent.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.cotangent.cli.bench.BenchMain;
import dev.cotangent.core.file.FileErrors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The {@code cotangent} command. */
public final class Main {

  private static final String BENCH = "bench";

  /** Copy of {@link Errors#FAILED}: {@link Errors} itself may fail to load. */
  private static final int FAILED = 1;

  /** Not worth a message: the reader, such as {@code head}, closed the pipe on purpose. */
  private static final String BROKEN_PIPE = "Broken pipe";

  private Main() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    OpenFiles.load();
    try {
      Console console = new Console(System.out, System.err, Console.isTerminal());
      System.exit(run(args, console, Main::reasonOfLostOutput));
    } catch (Throwable failure) {
      String reason = OpenFiles.explain(failure);
      if (reason.isEmpty()) {
        throw failure;
      }
      System.err.println("cotangent: " + reason);
      System.exit(FAILED);
    }
  }

  /**
   * Runs the command within this JVM.
   *
   * @return the exit code: 0 on success, 2 for wrong input, 1 for any other failure
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    return run(args, new Console(out, err, false), () -> "the stream reports an error");
  }

  private static int run(String[] args, Console console, Supplier<String> reason) {
    int code = runCommand(args, console);
    if (console.out().checkError() && code == 0) {
      String lost = reason.get();
      if (!lost.equals(BROKEN_PIPE)) {
        console.err().println("cotangent: standard output cannot be written: " + lost);
      }
      return Errors.FAILED;
    }
    return code;
  }

  /** The cause of lost output; a print stream hides it, so one more byte is written to see it. */
  private static String reasonOfLostOutput() {
    try {
      new FileOutputStream(FileDescriptor.out).write('\n');
      return "part of the output was lost";
    } catch (IOException failure) {
      return FileErrors.reason(failure);
    }
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
    line.setHelpFactory(HelpText::new);
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
