package dev.cotangent.cli.bench;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code cotangent bench}: measures workloads by the same protocol as the benchmarks of the peers.
 * Several measurements run in child processes, one each.
 */
public final class BenchMain {

  private static final int WRONG_INPUT = 2;
  private static final int FAILED = 1;

  private BenchMain() {}

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    int code = run(args, System.out, System.err);
    boolean lost = System.out.checkError();
    if (lost) {
      System.err.println("cotangent bench: standard output cannot be written");
    }
    System.exit(lost && code == 0 ? FAILED : code);
  }

  /**
   * Runs the command.
   *
   * @return the exit code: 0 on success, 2 for a wrong argument, 1 for any other failure
   */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    List<String> arguments = List.of(args);
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(BenchArguments.USAGE);
      return 0;
    }
    try {
      BenchArguments parsed = BenchArguments.of(arguments);
      return parsed.single() ? alone(parsed, out, err) : new BenchChildren(out, err).run(parsed);
    } catch (BenchError | CotangentException e) {
      err.println("cotangent bench: " + e.getMessage());
      return WRONG_INPUT;
    } catch (IOException e) {
      err.println("cotangent bench: " + e);
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int alone(BenchArguments arguments, PrintStream out, PrintStream err)
      throws InterruptedException {
    // Starting Logback would take longer than the first step.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    if (!arguments.kernels().isEmpty()) {
      System.setProperty("cotangent.kernels", arguments.kernels());
    }
    if (!arguments.sweep().isEmpty()) {
      arguments.sweep().get(0).measure(arguments, out);
      return 0;
    }
    Workload workload = arguments.workloads().get(0);
    out.println(line(workload, arguments).compact());
    out.flush();
    if (arguments.profile()) {
      err.print(BenchProfile.of(workload, arguments));
      err.flush();
    }
    return 0;
  }

  private static JsonObject line(Workload workload, BenchArguments arguments)
      throws InterruptedException {
    if (arguments.trainings() > 1) {
      return Crowd.measure(workload, arguments);
    }
    return arguments.series() > 0
        ? Series.measure(workload, arguments)
        : Bench.measure(workload, arguments);
  }
}
