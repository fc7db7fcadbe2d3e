package dev.cotangent.spark;

import dev.cotangent.spark.net.ExchangeLimits;
import dev.cotangent.spark.net.JobId;
import dev.cotangent.spark.net.MemberExchange;
import dev.cotangent.spark.net.MemberServer;
import dev.cotangent.training.cluster.ExchangeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Members of one training as threads of this JVM, connected as on a cluster. */
final class Loopback {

  /** The program of a member. */
  @FunctionalInterface
  interface Program<T> {
    T run(MemberExchange exchange) throws Exception;
  }

  /**
   * The end of a member: a result or an error.
   *
   * @param <T> type of the result
   */
  record End<T>(List<T> result, List<Throwable> error) {

    T value() {
      if (!error.isEmpty()) {
        throw new AssertionError(error.get(0));
      }
      return result.get(0);
    }
  }

  private static final byte[] SECRET =
      "of members that are threads".getBytes(StandardCharsets.UTF_8);
  private static final int LIMIT_SECONDS = 300;

  private Loopback() {}

  /** Runs the same program at all members, and returns how each ended. */
  static <T> List<End<T>> run(int members, Program<T> program) throws InterruptedException {
    List<MemberServer> servers = new ArrayList<>();
    for (int member = 0; member < members; member++) {
      servers.add(MemberServer.bind("127.0.0.1"));
    }
    List<String> addresses = servers.stream().map(MemberServer::address).toList();
    ExecutorService threads = Executors.newFixedThreadPool(members);
    try {
      List<Callable<End<T>>> tasks = new ArrayList<>();
      for (int member = 0; member < members; member++) {
        int number = member;
        tasks.add(() -> run(servers.get(number), number, addresses, program));
      }
      List<End<T>> ends = new ArrayList<>();
      for (Future<End<T>> each : threads.invokeAll(tasks, LIMIT_SECONDS, TimeUnit.SECONDS)) {
        ends.add(each.get());
      }
      return ends;
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A member that throws tells the others, as the task of a cluster does. */
  private static <T> End<T> run(
      MemberServer server, int member, List<String> addresses, Program<T> program) {
    JobId job = new JobId("loopback", 0);
    try (MemberExchange exchange =
        server.connect(job, SECRET, member, addresses, ExchangeLimits.standard(), () -> false)) {
      try {
        return new End<>(List.of(program.run(exchange)), List.of());
      } catch (Throwable failure) {
        exchange.fail(failure.toString());
        return new End<>(List.of(), List.of(failure));
      }
    } catch (ExchangeException beforeAllWereConnected) {
      return new End<>(List.of(), List.of(beforeAllWereConnected));
    }
  }
}
