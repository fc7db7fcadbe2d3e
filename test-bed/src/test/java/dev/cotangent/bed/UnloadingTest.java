package dev.cotangent.bed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two class loaders that load the library, train, predict, and are dropped, again and again. */
class UnloadingTest {

  private static final int CYCLES = Integer.getInteger("cotangent.cycles", 200);

  /** Both loaders of each cycle work at the same time, on threads of a pool that outlives them. */
  static final class Main {

    private Main() {}

    /** Runs some cycles, then the whole program in a last loader. */
    public static void main(String[] args) throws Exception {
      int cycles = Integer.parseInt(args[0]);
      ExecutorService pool = Executors.newFixedThreadPool(2);
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      long settled = 0;
      for (int cycle = 0; cycle < cycles; cycle++) {
        Future<WeakReference<ClassLoader>> first = pool.submit(Main::cycle);
        Future<WeakReference<ClassLoader>> second = pool.submit(Main::cycle);
        loaders.add(first.get());
        loaders.add(second.get());
        if (cycle == cycles / 2) {
          settled = used(loaders);
        }
      }
      long end = used(loaders);
      System.out.println("alive " + alive(loaders));
      System.out.println("growth " + (end - settled));
      System.out.println("threads " + ownThreads());
      System.out.println(pool.submit(() -> in(newLoader(), "runWithoutFiles")).get());
      pool.shutdown();
    }

    private static WeakReference<ClassLoader> cycle() throws Exception {
      URLClassLoader loader = newLoader();
      in(loader, "brief");
      loader.close();
      return new WeakReference<>(loader);
    }

    private static URLClassLoader newLoader() throws IOException {
      URL[] urls = Urls.of(System.getProperty("bed.path"));
      return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static Object in(ClassLoader loader, String method) throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return loader.loadClass("dev.cotangent.bed.BedProgram").getMethod(method).invoke(null);
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    /** Heap and class metadata in use after collections, in bytes. */
    private static long used(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
      for (int i = 0; i < 50 && (i < 3 || alive(loaders) > 0); i++) {
        System.gc();
        Thread.sleep(100);
      }
      long bytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      for (MemoryPoolMXBean each : ManagementFactory.getMemoryPoolMXBeans()) {
        bytes += each.getName().equals("Metaspace") ? each.getUsage().getUsed() : 0;
      }
      return bytes;
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
      return loaders.stream().filter(each -> each.get() != null).count();
    }

    private static long ownThreads() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(each -> each.getName().startsWith("cotangent"))
          .count();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.cotangent.bed.Jdk#all")
  void nothingIsLeft(Jdk jdk) throws IOException, InterruptedException {
    Fork.Ended ended =
        Fork.of(jdk)
            .with("-cp", Jars.tests().toString(), "-Dbed.path=" + Jars.path(Jars.all()))
            .with("-Xmx256m", "-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=192m")
            .with("-XX:MarkSweepAlwaysCompactCount=1") // else dead objects count as used
            .with("-XX:SoftRefLRUPolicyMSPerMB=0") // the JDK holds some types softly
            .with(Place.VECTOR)
            .within(Duration.ofMinutes(40))
            .run(Main.class.getName(), "" + CYCLES);
    Place.assertSameHash(ended);
    assertThat(ended.out()).contains("alive 0\n", "threads 0\n");
    long growth = Long.parseLong(ended.out().replaceFirst("(?s).*growth (-?\\d+).*", "$1"));
    assertThat(growth).as(ended.out()).isLessThan(1_000_000);
  }
}
