package dev.cotangent.testkit;

import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryProblem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class of a {@link PluginJvm}: reads requests from standard input and writes replies to
 * the original standard output. Output of plugins is recorded.
 */
final class PluginMain {

  static final String DOING = "doing";
  static final String ANSWER = "answer";
  static final String ENDS = "ends";
  static final String WRONG = "wrong";

  static final String LIST = "list";
  static final String CHECK = "check";
  static final String TRACE = "trace";

  /** System property: whether to start the twin of this JVM at once. */
  static final String WITH_TWIN = "cotangent.testkit.twin";

  private final List<Path> jars;
  private final DataInputStream requests;
  private final DataOutputStream replies;
  private final Leftovers leftovers;

  private PluginMain(List<Path> jars, OutputStream out, Leftovers leftovers) {
    this.jars = jars;
    this.requests = new DataInputStream(new BufferedInputStream(System.in));
    this.replies = new DataOutputStream(new BufferedOutputStream(out));
    this.leftovers = leftovers;
  }

  /** Answers requests until the end of the input. */
  public static void main(String[] arguments) throws IOException {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    Leftovers leftovers = Leftovers.instead();
    PluginMain main =
        new PluginMain(Arrays.stream(arguments).map(Path::of).toList(), out, leftovers);
    Runtime.getRuntime().addShutdownHook(new Thread(main::sayWhoEnds));
    main.answerAll();
    Runtime.getRuntime().halt(0); // even if plugins have left threads running
  }

  private void answerAll() throws IOException {
    if (Boolean.getBoolean(WITH_TWIN)) {
      Twin.of(jars).begin(); // so that it is ready when the first check needs it
    }
    try (Registry registry = registry()) {
      while (true) {
        answer(request(), registry);
      }
    } catch (EOFException endOfRequests) {
      replies.flush();
    }
  }

  /** Reports each plugin before loading it, so that one that ends the JVM can be named. */
  private Registry registry() throws IOException {
    if (jars.isEmpty()) {
      return Registry.standard();
    }
    for (Path jar : jars) {
      for (String name : ServiceLines.classes(jar)) {
        doing(jar.getFileName() + ": " + name);
        ServiceLines.tryOut(jar, name);
      }
    }
    return Registry.discover(PluginMain.class.getClassLoader(), jars);
  }

  private List<String> request() throws IOException {
    List<String> words = new ArrayList<>();
    int count = requests.readInt();
    for (int i = 0; i < count; i++) {
      words.add(TraceFormat.readText(requests));
    }
    return words;
  }

  private void answer(List<String> request, Registry registry) throws IOException {
    try {
      switch (request.get(0)) {
        case LIST -> list(registry);
        case CHECK -> check(registry, request);
        default -> trace(registry, request);
      }
    } catch (ContractViolation violation) {
      say(WRONG, String.valueOf(violation.getMessage()));
    }
  }

  private void list(Registry registry) throws IOException {
    synchronized (replies) {
      TraceFormat.writeText(ANSWER, replies);
      List<RegistryEntry> checkable =
          Contracts.all(registry).stream().map(Contracts.Checkable::what).toList();
      for (List<RegistryEntry> entries : List.of(registry.entries(), checkable)) {
        replies.writeInt(entries.size());
        for (RegistryEntry entry : entries) {
          write(entry.kind().id(), entry.id(), entry.className(), entry.location());
        }
      }
      replies.writeInt(registry.problems().size());
      for (RegistryProblem problem : registry.problems()) {
        write(problem.kind(), problem.location(), problem.message());
      }
      replies.flush();
    }
  }

  private void write(String... words) throws IOException {
    for (String word : words) {
      TraceFormat.writeText(word, replies);
    }
  }

  /** Runs the contract of a plugin; the request is: check, kind, id, seed. */
  private void check(Registry registry, List<String> request) throws IOException {
    Contracts.Checkable checkable =
        Contracts.all(registry).stream()
            .filter(each -> each.what().kind().id().equals(request.get(1)))
            .filter(each -> each.what().id().equals(request.get(2)))
            .findFirst()
            .orElseThrow(() -> new ContractViolation("it is not found"));
    ContractReport report = checkable.report(Long.parseLong(request.get(3)));
    ContractReport quiet = leftovers.addTo(report, checkable.what());
    synchronized (replies) {
      TraceFormat.writeText(ANSWER, replies);
      TraceFormat.write(quiet, replies);
      replies.flush();
    }
  }

  private void trace(Registry registry, List<String> request) throws IOException {
    Trace trace =
        new Guard(Conditions.LIMIT).call("trace", () -> TwinRequest.of(request).answer(registry));
    synchronized (replies) {
      TraceFormat.writeText(ANSWER, replies);
      TraceFormat.write(trace, replies);
      replies.flush();
    }
  }

  private void doing(String what) throws IOException {
    say(DOING, what);
  }

  private void say(String kind, String text) throws IOException {
    synchronized (replies) {
      write(kind, text);
      replies.flush();
    }
  }

  /** Shutdown hook: the thread that called exit is waiting, so its stack shows the caller. */
  private void sayWhoEnds() {
    String place =
        Thread.getAllStackTraces().values().stream()
            .filter(trace -> Arrays.stream(trace).anyMatch(PluginMain::isExit))
            .findFirst()
            .map(PluginMain::place)
            .orElse("a signal");
    try {
      say(ENDS, place);
    } catch (IOException closed) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static String place(StackTraceElement[] trace) {
    return "System.exit at "
        + Thrown.places(
            Arrays.stream(trace).filter(Thrown::isOwn).toArray(StackTraceElement[]::new));
  }

  private static boolean isExit(StackTraceElement element) {
    return element.getClassName().equals("java.lang.Runtime")
        && element.getMethodName().equals("exit");
  }
}
