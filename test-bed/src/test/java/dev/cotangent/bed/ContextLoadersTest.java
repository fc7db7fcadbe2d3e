package dev.cotangent.bed;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads whose context class loader is not that of the application. */
class ContextLoadersTest {

  enum Context {
    NULL,
    PLATFORM,
    /** Has classes of Cotangent of its own. */
    FOREIGN,
    /** Is closed, as after the end of an application. */
    CLOSED,
    /** Throws, as Tomcat's does for an application that was stopped. */
    THROWING,
    /** Returns null where a loader throws. */
    RETURNING_NULL;

    @SuppressWarnings("NullAway") // a thread may have none
    ClassLoader loader() throws IOException {
      ClassLoader platform = ClassLoader.getPlatformClassLoader();
      return switch (this) {
        case NULL -> null;
        case PLATFORM -> platform;
        case FOREIGN ->
            new URLClassLoader(Urls.of(System.getProperty("java.class.path")), platform);
        case CLOSED ->
            closed(new URLClassLoader(Urls.of(System.getProperty("java.class.path")), platform));
        case THROWING -> new Stopped();
        case RETURNING_NULL -> new Empty();
      };
    }
  }

  private static ClassLoader closed(URLClassLoader loader) throws IOException {
    loader.close();
    return loader;
  }

  private static final class Stopped extends ClassLoader {

    @Override
    protected Class<?> loadClass(String name, boolean resolve) {
      throw new IllegalStateException("this application has been stopped");
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      throw new IllegalStateException("this application has been stopped");
    }

    @Override
    public URL getResource(String name) {
      throw new IllegalStateException("this application has been stopped");
    }
  }

  private static final class Empty extends ClassLoader {

    @Override
    @SuppressWarnings("NullAway") // wrong, but loaders do it
    protected Class<?> loadClass(String name, boolean resolve) {
      return null;
    }
  }

  /** The program on a thread with another context class loader. */
  static final class Main {

    private Main() {}

    /** Runs in a folder. */
    public static void main(String[] args) throws Exception {
      FutureTask<String> run = new FutureTask<>(() -> BedProgram.run(Path.of(args[1])));
      Thread thread = new Thread(run, "application");
      thread.setContextClassLoader(Context.valueOf(args[0]).loader());
      thread.start();
      System.out.println(run.get());
    }
  }

  static List<Arguments> contextsOfAll() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Jdk jdk : Jdk.all()) {
      for (Context context : Context.values()) {
        all.add(Arguments.of(jdk, context));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("contextsOfAll")
  void sameHash(Jdk jdk, Context context) throws IOException, InterruptedException {
    Place.assertSameHash(
        Place.tests(jdk).run(Main.class.getName(), context.name(), Place.folder()));
  }
}
