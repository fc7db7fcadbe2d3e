package dev.cotangent.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A cluster on this machine.
 *
 * @param executors JVMs of their own; 0: threads of this one
 * @param cores tasks that each runs at the same time
 * @param cpus cores of a task, which are its workers
 * @param jdks run the executors, in turn
 * @param kernels kernel set of all executors; empty: what they choose
 */
record Placement(int executors, int cores, int cpus, List<Jdk> jdks, String kernels) {

  /** Two threads of this JVM. */
  static Placement here() {
    return new Placement(0, 2, 1, List.of(Jdk.current()), "");
  }

  /** Two executors on different JDKs. */
  static Placement mixed(List<Jdk> jdks) {
    return new Placement(2, 1, 1, jdks, "portable");
  }

  /** One to four executors of one and two cores on each JDK, with either kernel set. */
  static List<Placement> matrix(List<Jdk> jdks) {
    List<Placement> all = new ArrayList<>();
    for (Jdk jdk : jdks) {
      for (int executors = 1; executors <= 4; executors++) {
        all.add(new Placement(executors, 1, 1, List.of(jdk), "portable"));
        all.add(new Placement(executors, 2, 1, List.of(jdk), "vector"));
      }
      all.add(new Placement(2, 2, 2, List.of(jdk), "vector"));
    }
    return all;
  }

  LocalCluster start() throws IOException {
    if (executors == 0) {
      return LocalCluster.threads(cores);
    }
    Map<String, String> settings = new HashMap<>(LocalCluster.onJava(Jdk.inTurn(jdks)));
    settings.put(
        "spark.executor.extraJavaOptions",
        LocalCluster.EXECUTOR_OPTIONS
            + (kernels.isEmpty() ? "" : " -Dcotangent.kernels=" + kernels));
    settings.put("spark.task.cpus", Integer.toString(cpus));
    return LocalCluster.executors(executors, cores, settings);
  }

  /** The versions of Java that run tasks. */
  Set<Integer> versions() {
    return jdks.stream().map(Jdk::version).collect(Collectors.toSet());
  }

  /** The number of tasks at the same time. */
  int members() {
    return Math.max(1, executors) * cores / cpus;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-22s %d members of %d workers, %s, %s",
        executors == 0 ? "local[" + cores + "]" : "local-cluster[" + executors + "," + cores + "]",
        members(),
        cpus,
        jdks,
        kernels.isEmpty() ? "kernels as chosen" : kernels);
  }
}
