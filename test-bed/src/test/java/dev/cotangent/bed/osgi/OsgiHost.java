package dev.cotangent.bed.osgi;

import dev.cotangent.bed.heap.HeapClasses;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Runs tasks of an application in a bundle, updates bundles, and prints what is left of them. */
public final class OsgiHost {

  private static final String APPLICATION = "dev.cotangent.bed.osgi.app";
  private static final String PLUGIN = "dev.cotangent.bed.osgi.plugin";

  private final Path folder;
  private final OsgiFramework framework;
  private final List<Path> jars;

  private OsgiHost(Path folder, OsgiFramework framework, List<Path> jars) {
    this.folder = folder;
    this.framework = framework;
    this.jars = jars;
  }

  /**
   * Runs the application's tasks, goes through updates, and removes everything.
   *
   * @param args a folder, packages of the class path for all bundles, the jars that stay, those of
   *     the library, the application and a plugin (the last), the task to run, the number of
   *     updates
   */
  public static void main(String[] args) {
    try {
      run(args);
      System.exit(0);
    } catch (Throwable failure) {
      failure.printStackTrace();
      System.exit(1); // threads of the framework would keep the JVM alive
    }
  }

  private static void run(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    OsgiFramework framework = new OsgiFramework(folder, args[1]);
    framework.start(paths(args[2]));
    OsgiHost host = new OsgiHost(folder, framework, paths(args[3]));
    host.framework.install(host.jars);
    host.print(args[4], folder.toString());
    host.print("kernels", "");
    host.print("activation", "swish");
    for (int i = 0; i < Integer.parseInt(args[5]); i++) {
      host.update(args[4]);
    }
    host.framework.uninstall();
    System.out.println("loaders left: " + framework.left(10));
    System.out.println("classes left: " + HeapClasses.left(folder, OsgiHost.class));
  }

  /** Updates the plugin alone, then everything; all goes on as before. */
  private void update(String task) throws Exception {
    framework.update(PLUGIN, jars.get(jars.size() - 1));
    print("activation", "swish");
    framework.uninstall();
    framework.install(jars);
    print(task, folder.toString());
  }

  private void print(String task, String argument) throws ReflectiveOperationException {
    Class<?> type = framework.load(APPLICATION, APPLICATION + ".Application");
    @SuppressWarnings("unchecked")
    BinaryOperator<String> application =
        (BinaryOperator<String>) type.getDeclaredConstructor().newInstance();
    System.out.println(application.apply(task, argument));
  }

  private static List<Path> paths(String paths) {
    return Stream.of(paths.split(File.pathSeparator))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }
}
