package dev.cotangent.testkit;

import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryProblem;
import dev.cotangent.testkit.Contracts.Checkable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The plugins of a folder of jars and of the class path, loaded in a separate JVM: none of their
 * code runs in this one, so they can be checked whatever they do. A plugin that ends its JVM is
 * reported as a problem or a failure that names it. Not thread-safe.
 */
public final class IsolatedPlugins implements AutoCloseable {

  private static final List<String> OPTIONS =
      Stream.concat(PluginJvm.SHORT.stream(), Stream.of("-D" + PluginMain.WITH_TWIN + "=true"))
          .toList();

  private final List<Path> jars;
  private final List<RegistryEntry> entries = new ArrayList<>();
  private final List<RegistryEntry> checkable = new ArrayList<>();
  private final List<RegistryProblem> problems = new ArrayList<>();
  private final Consumer<String> errors;
  private PluginJvm jvm;

  private IsolatedPlugins(List<Path> found, Consumer<String> errors) {
    this.errors = errors;
    jars = new ArrayList<>(found);
    jvm = started();
    while (!isListed()) {
      jvm = started();
    }
  }

  /**
   * Starts a JVM and discovers the plugins in it.
   *
   * @param errors receives the lines that the JVM and the plugins write to standard error
   * @throws dev.cotangent.core.CotangentException if the directory does not exist or has no jar
   */
  public static IsolatedPlugins of(Path directory, Consumer<String> errors) {
    return new IsolatedPlugins(
        Registry.jarsIn(directory).stream().map(Path::toAbsolutePath).toList(), errors);
  }

  private PluginJvm started() {
    return new PluginJvm(jars, OPTIONS, Optional.of(errors));
  }

  /** Lists the plugins; false if a jar that ends the JVM had to be left out. */
  private boolean isListed() {
    try {
      jvm.ask(List.of(PluginMain.LIST), this::readList);
      return true;
    } catch (PluginJvm.Ended ended) {
      Path culprit =
          jars.stream()
              .filter(jar -> ended.doing().startsWith(jar.getFileName() + ": "))
              .findFirst()
              .orElseThrow(() -> ended);
      jars.remove(culprit);
      String message = ended.doing() + ": " + ended.getMessage();
      problems.add(new RegistryProblem("jar", culprit.toString(), message));
      return false;
    }
  }

  private boolean readList(DataInputStream in) throws IOException {
    for (List<RegistryEntry> list : List.of(entries, checkable)) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        list.add(new RegistryEntry(PluginKind.of(text(in)), text(in), text(in), text(in)));
      }
    }
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      problems.add(new RegistryProblem(text(in), text(in), text(in)));
    }
    return true;
  }

  private static String text(DataInputStream in) throws IOException {
    return TraceFormat.readText(in);
  }

  /** All plugins that were found. */
  public List<RegistryEntry> entries() {
    return List.copyOf(entries);
  }

  /** Plugins and jars that cannot be used, such as a jar whose classes end the JVM when loaded. */
  public List<RegistryProblem> problems() {
    return List.copyOf(problems);
  }

  /** All subjects of checks, by kind and id, ops included. */
  public List<Checkable> checkables() {
    return checkable.stream().map(what -> new Checkable(what, seed -> report(what, seed))).toList();
  }

  private ContractReport report(RegistryEntry what, long seed) {
    if (!jvm.isAlive()) {
      jvm = started();
    }
    List<String> request =
        List.of(PluginMain.CHECK, what.kind().id(), what.id(), Long.toString(seed));
    try {
      return jvm.ask(request, TraceFormat::readReport);
    } catch (PluginJvm.Ended | ContractViolation failure) {
      Optional<String> again = Optional.of("new " + what.className() + "();");
      ContractReport.Result result =
          new ContractReport.Result(
              "ending", Optional.of(String.valueOf(failure.getMessage())), again);
      return new ContractReport(what.kind() + " '" + what.id() + "'", seed, 0, List.of(result));
    }
  }

  @Override
  public void close() {
    jvm.close();
  }
}
