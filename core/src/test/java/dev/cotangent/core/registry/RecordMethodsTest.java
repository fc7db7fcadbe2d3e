package dev.cotangent.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordMethodsTest {

  private final Path directory;

  RecordMethodsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void aClosedRegistryKeepsNoLoaderOfARecord() throws Exception {
    WeakReference<ClassLoader> loader = compareRecords();
    Registry.discover(Registry.class.getClassLoader()).close();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(loader.get() == null || softlyKept()).isTrue();
  }

  /** From JDK 19 on, only a soft reference remains, which a JVM short of memory clears. */
  private static boolean softlyKept() {
    return Runtime.version().feature() >= 19;
  }

  private WeakReference<ClassLoader> compareRecords() throws Exception {
    String records =
        """
        public record Pair(Pair next) implements Runnable {
          public Pair() { this(null); }
          public void run() {
            Pair one = new Pair(new Pair());
            if (one.equals(new Pair()) || one.hashCode() == 1 || one.toString().isEmpty()) {
              throw new IllegalStateException();
            }
          }
        }
        """;
    Path jar = PluginJar.in(directory).source("Pair", records).write(directory.resolve("a.jar"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      Runnable pair =
          (Runnable) loader.loadClass("demo.Pair").getDeclaredConstructor().newInstance();
      pair.run();
      return new WeakReference<>(loader);
    }
  }
}
