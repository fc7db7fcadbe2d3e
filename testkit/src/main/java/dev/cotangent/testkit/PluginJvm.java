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
 * A separate JVM for plugin code, with the class path of this one, so that a plugin cannot harm
 * this JVM. It answers requests one by one and ends with this JVM. Not thread-safe.
 */
final class PluginJvm implements AutoCloseable {

  /**
   * Options for a hash seed, language, time zone and number of processors that differ from ours.
   */
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
   * Options for short checks, which end before early optimization pays off. The optimizing compiler
   * stays enabled, since vector kernels need it.
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

  /** Reads the content of a reply. */
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  /** Thrown if plugin code ends the JVM. */
  static final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String doing;

    Ended(String doing, String message) {
      super(message);
      this.doing = doing;
    }

    /** The last activity that the JVM reported; empty if none. */
    String doing() {
      return doing;
    }
  }

  /**
   * Starts a JVM.
   *
   * @param jars plugin jars, in addition to the class path
   * @param options options of the JVM
   * @param errors receives the lines of its standard error; if empty they are discarded
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
      throw new Ended("", "cannot start a JVM for it: " + e.getMessage());
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

  /** Forwards all lines except the warning that this JVM has already printed. */
  private static void passOn(InputStream from, Consumer<String> errors) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(from, Charset.defaultCharset()))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
          .forEach(errors);
    } catch (IOException | UncheckedIOException ended) {
      // ends with the process
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** The class path, including the module path. */
  private static String classPath() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(name -> System.getProperty(name, ""))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Sends a request and reads the answer.
   *
   * @throws Ended if the JVM ends instead, with its last activity
   * @throws ContractViolation if the JVM reports an error of a plugin
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

  /** Whether it can answer requests. */
  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The plugin jars among code locations: jars that are not on the class path. */
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
