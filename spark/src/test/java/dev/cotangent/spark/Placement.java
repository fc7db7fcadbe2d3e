package dev.cotangent.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A cluster on this machine.
 *
 * @param executors JVMs of their own; 0: threads of this one
 * @param cores tasks that each runs at the same time
 * @param cpus cores of a task, which are its workers
 * @param jdk runs the executors
 * @param kernels kernel set of all tasks
 */
record Placement(int executors, int cores, int cpus, Jdk jdk, String kernels) {

  /** Two threads of this JVM. */
  static Placement here() {
    return new Placement(0, 2, 1, Jdk.current(), "vector");
  }

  /** One to four executors of one and two cores on each JDK, with either kernel set. */
  static List<Placement> matrix(List<Jdk> jdks) {
    List<Placement> all = new ArrayList<>(List.of(here()));
    for (Jdk jdk : jdks) {
      for (int executors = 1; executors <= 4; executors++) {
        all.add(new Placement(executors, 1, 1, jdk, "portable"));
        all.add(new Placement(executors, 2, 1, jdk, "vector"));
      }
      all.add(new Placement(2, 2, 2, jdk, "vector"));
    }
    return all;
  }

  LocalCluster start() {
    if (executors == 0) {
      return LocalCluster.threads(cores);
    }
    Map<String, String> settings = new HashMap<>(LocalCluster.onJava(jdk.home()));
    settings.put(
        "spark.executor.extraJavaOptions",
        LocalCluster.EXECUTOR_OPTIONS + " -Dcotangent.kernels=" + kernels);
    settings.put("spark.task.cpus", Integer.toString(cpus));
    return LocalCluster.executors(executors, cores, settings);
  }

  /** The number of tasks at the same time. */
  int members() {
    return Math.max(1, executors) * cores / cpus;
  }

  @Override
  public String toString() {
    String where =
        executors == 0
            ? "local[" + cores + "]"
            : executors + " executors, " + cores + " cores each";
    return where + ", " + members() + " members of " + cpus + ", " + jdk + ", " + kernels;
  }
}
