package dev.cotangent.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A session of Spark for a test class, in this JVM or with executors in JVMs of their own, which
 * load the jars as they are built. One at a time in a JVM.
 */
public final class LocalCluster implements AutoCloseable {

  /** The options of the executors' JVMs. */
  public static final String EXECUTOR_OPTIONS =
      "--add-modules=jdk.incubator.vector -XX:+UseSerialGC -XX:-UsePerfData";

  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final SparkSession session;

  private LocalCluster(SparkSession session) {
    this.session = session;
  }

  /** All in this JVM, with this many tasks at a time. */
  public static LocalCluster threads(int tasks) {
    return start("local[" + tasks + "]", Map.of());
  }

  /** Executors in JVMs of their own, each with this many tasks at a time, on this JVM's Java. */
  public static LocalCluster executors(int executors, int cores) {
    return executors(executors, cores, Map.of());
  }

  /**
   * Like {@link #executors(int, int)}, with more of Spark's settings.
   *
   * @param settings such as {@link #onJava}, or the cores of a task
   */
  public static LocalCluster executors(int executors, int cores, Map<String, String> settings) {
    LocalCluster cluster = start("local-cluster[" + executors + "," + cores + ",1024]", settings);
    try {
      int cpus = Integer.parseInt(settings.getOrDefault("spark.task.cpus", "1"));
      cluster.awaitSlots(executors * (cores / cpus));
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The settings with which executors run on another JDK than this JVM's. */
  public static Map<String, String> onJava(Path home) {
    return Map.of("spark.executorEnv.JAVA_HOME", home.toString());
  }

  /**
   * A session with a master of one's own.
   *
   * @param master such as {@code local[2]}
   * @param settings more of Spark's settings
   */
  public static LocalCluster start(String master, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("spark.ui.enabled", "false");
    all.put("spark.sql.shuffle.partitions", "4");
    all.put("spark.executor.memory", "1g");
    // a busy machine is no lost one
    all.put("spark.worker.timeout", "600");
    all.put("spark.network.timeout", "600s");
    all.put("spark.executorEnv.JAVA_HOME", System.getProperty("java.home"));
    all.put("spark.executor.extraJavaOptions", EXECUTOR_OPTIONS);
    all.put("spark.sql.warehouse.dir", TestJars.target().resolve("warehouse").toUri().toString());
    if (!master.startsWith("local[")) {
      all.put("spark.jars", String.join(",", TestJars.all()));
    }
    all.putAll(settings);
    SparkConf conf = new SparkConf(false).setMaster(master).setAppName("cotangent");
    all.forEach(conf::set);
    return new LocalCluster(SparkSession.builder().config(conf).getOrCreate());
  }

  /** The session. */
  public SparkSession session() {
    return session;
  }

  /** The session's context. */
  public JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /** The number of tasks that can run at the same time at present. */
  public int slots() {
    SparkContext context = session.sparkContext();
    return context.maxNumConcurrentTasks(context.resourceProfileManager().defaultResourceProfile());
  }

  /** Waits until this many tasks can run at the same time, as after the start or a kill. */
  public void awaitSlots(int wanted) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (slots() < wanted) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("only " + slots() + " of " + wanted + " slots came");
      }
      sleep();
    }
  }

  /** The JVMs of the executors. */
  public static List<ProcessHandle> executorProcesses() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .filter(LocalCluster::isExecutor)
        .toList();
  }

  private static boolean isExecutor(ProcessHandle process) {
    Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return Files.readString(commandLine).contains("CoarseGrainedExecutorBackend");
    } catch (IOException gone) {
      return false;
    }
  }

  /** Ends the JVM of an executor at once, as a machine that fails does. */
  public static void kill(ProcessHandle executor) {
    executor.destroyForcibly();
    executor.onExit().join();
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops the session and waits until all executors have gone. */
  @Override
  public void close() {
    List<ProcessHandle> executors = executorProcesses();
    session.stop();
    executors.forEach(each -> each.onExit().orTimeout(60, TimeUnit.SECONDS).join());
  }
}
