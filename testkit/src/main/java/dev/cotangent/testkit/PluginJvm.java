package dev.cotangent.testkit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own for the code of plugins, with the class path of this one: whatever a plugin does
 * to it, this one goes on. It answers requests one by one, and ends when this one does. For one
 * thread at a time.
 */
final class PluginJvm implements AutoCloseable {

  /** Another hash seed, language, time zone and number of processors than this JVM has. */
  static final List<String> OTHER =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UnlockExperimentalVMOptions",
          "-XX:hashCode=3",
          "-XX:ActiveProcessorCount=" + (Runtime.getRuntime().availableProcessors() == 1 ? 3 : 1),
          "-Duser.language=tr",
          "-Duser.country=TR",
          "-Duser.timezone=Pacific/Apia");

  /**
   * For checks, which end before code that is optimized early pays for its compilation. The
   * optimizing compiler is there, since vector kernels need it.
   */
  static final List<String> SHORT =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:Tier4InvocationThreshold=100000",
          "-XX:Tier4MinInvocationThreshold=100000",
          "-XX:Tier4CompileThreshold=200000",
          "-XX:Tier4BackEdgeThreshold=10000000");

  private static final String VECTOR = "jdk.incubator.vector";

  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream replies;

  /** Reads what belongs to a reply. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /** Plugin code has ended the JVM. */
  static final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String doing;

    Ended(String doing, String message) {
      super(message);
      this.doing = doing;
    }

    /** What it said last that it does; empty if nothing. */
    String doing() {
      return doing;
    }
  }

  /**
   * Starts a JVM.
   *
   * @param jars of plugins, beside those that the class path shows
   * @param options for the JVM
   * @param errors takes the lines of its standard error; nobody does if it is empty
   */
  PluginJvm(List<Path> jars, List<String> options, Optional<Consumer<String>> errors) {
    List<String> command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-Xmn64m"));
    if (ModuleLayer.boot().findModule(VECTOR).isPresent()) {
      command.addAll(List.of("--add-modules", VECTOR));
    }
    command.addAll(options);
    command.add(PluginMain.class.getName());
    jars.forEach(jar -> command.add(jar.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", classPath());
    if (errors.isEmpty()) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new Ended("", "no JVM can be started for it: " + e.getMessage());
    }
    errors.ifPresent(this::listen);
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    replies = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  private void listen(Consumer<String> errors) {
    InputStream from = process.getErrorStream();
    Thread listener = new Thread(() -> passOn(from, errors), "plugin-jvm-errors");
    listener.setDaemon(true);
    listener.start();
  }

  /** All but the warning that this JVM has printed already. */
  private static void passOn(InputStream from, Consumer<String> errors) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from, Charset.defaultCharset()))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
          .forEach(errors);
    } catch (IOException | UncheckedIOException ended) {
      // with the process
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Modules are found on the class path, too. */
  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(name -> System.getProperty(name, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * What it answers to a request.
   *
   * @throws Ended if it ends instead, saying where
   * @throws ContractViolation if it says that a plugin did something wrong
   */
  <T> T ask(List<String> request, Reader<T> reader) {
    String doing = "";
    try {
      requests.writeInt(request.size());
      for (String word : request) {
        TraceFormat.writeText(word, requests);
      }
      requests.flush();
      while (true) {
        String kind = TraceFormat.readText(replies);
        if (kind.equals(PluginMain.DOING)) {
          doing = TraceFormat.readText(replies);
        } else if (kind.equals(PluginMain.ANSWER)) {
          return reader.read(replies);
        } else {
          fail(kind, doing);
        }
      }
    } catch (IOException gone) {
      throw new Ended(doing, "it ends the JVM" + exitCode());
    }
  }

  private void fail(String kind, String doing) throws IOException {
    String message = TraceFormat.readText(replies);
    if (kind.equals(PluginMain.ENDS)) {
      throw new Ended(doing, "it ends the JVM" + exitCode() + ", by " + message);
    }
    throw new ContractViolation(message);
  }

  private String exitCode() {
    try {
      return " with exit code " + process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Whether it can be asked. */
  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Jars of plugins among places that classes come from: what is not on the class path. */
  static List<Path> jars(Stream<String> locations) {
    List<String> own = List.of(classPath().split(File.pathSeparator));
    return locations
        .filter(location -> location.endsWith(".jar") && !own.contains(location))
        .distinct()
        .map(Path::of)
        .filter(jar -> jar.toFile().isFile())
        .toList();
  }
}
