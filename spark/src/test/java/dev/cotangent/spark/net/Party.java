package dev.cotangent.spark.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Members of one exchange, each with a thread of its own. */
final class Party {

  /** The program of a member. */
  interface Program {
    void run(MemberExchange exchange) throws Exception;
  }

  static final String HOST = "127.0.0.1";
  static final byte[] SECRET = "a secret of at least 16 bytes".getBytes(StandardCharsets.UTF_8);
  static final JobId JOB = new JobId("test", 1);

  ExchangeLimits limits = ExchangeLimits.standard();
  BooleanSupplier cancelled = () -> false;
  final List<String> addresses = new ArrayList<>();
  private final List<MemberServer> servers = new ArrayList<>();

  Party(int members) {
    for (int member = 0; member < members; member++) {
      MemberServer server = MemberServer.bind(HOST);
      servers.add(server);
      addresses.add(server.address());
    }
  }

  /** Lets others reach a member by another address. */
  void address(int member, String address) {
    addresses.set(member, address);
  }

  MemberServer server(int member) {
    return servers.get(member);
  }

  MemberExchange connect(int member) {
    return servers.get(member).connect(JOB, SECRET, member, addresses, limits, cancelled);
  }

  /**
   * Runs the programs and returns for each member the message of its error, or an empty string. All
   * members close their exchange only when all programs have ended.
   */
  List<String> run(Program... programs) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch running = new CountDownLatch(programs.length);
    List<Future<String>> results = new ArrayList<>();
    try {
      for (int member = 0; member < programs.length; member++) {
        int number = member;
        Callable<String> task = () -> run(number, programs[number], running);
        results.add(threads.submit(task));
      }
      List<String> messages = new ArrayList<>();
      for (Future<String> result : results) {
        messages.add(result.get(120, TimeUnit.SECONDS));
      }
      return messages;
    } finally {
      threads.shutdownNow();
    }
  }

  private String run(int member, Program program, CountDownLatch running) throws Exception {
    try (MemberExchange exchange = connect(member)) {
      try {
        program.run(exchange);
        return "";
      } catch (RuntimeException e) {
        return String.valueOf(e.getMessage());
      } finally {
        running.countDown();
        running.await(60, TimeUnit.SECONDS);
      }
    }
  }

  /** Runs the same program at all members and fails if one fails. */
  void runAll(Program program) throws Exception {
    Program[] programs = new Program[servers.size()];
    Arrays.fill(programs, program);
    assertThat(run(programs)).containsOnly("");
  }

  /** Fails if a thread or port is left once all members have closed. */
  void assertNothingLeft() throws Exception {
    for (String address : addresses) {
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        throw new AssertionError("port " + port + " still accepts " + socket);
      } catch (ConnectException e) {
        assertThat(e).isNotNull();
      }
    }
    assertThat(memberThreads()).isEmpty();
  }

  static List<String> memberThreads() throws InterruptedException {
    List<String> names = List.of();
    for (int wait = 0; wait < 100; wait++) {
      names =
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith("cotangent-member"))
              .toList();
      if (names.isEmpty()) {
        break;
      }
      Thread.sleep(100);
    }
    return names;
  }

  /** The error of a task. */
  static Throwable errorOf(Future<?> task) throws InterruptedException {
    try {
      task.get();
      return new AssertionError("no error");
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    }
  }
}
