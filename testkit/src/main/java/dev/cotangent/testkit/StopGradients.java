package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.op.elementwise.Detach;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Replaces the intentionally detached tensors of a function by their values at given inputs, so
 * that differences match its gradient.
 */
final class StopGradients {

  private StopGradients() {}

  /** The function with its declared stop-gradients as constants; the same if it has none. */
  static Subject held(Subject subject, List<double[]> at) {
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < at.size(); i++) {
      leaves.add(Tensor.input("x" + i, DType.F64, subject.shapes().get(i)));
    }
    List<Tensor> stopped = stopped(subject, order(subject.function().apply(leaves)));
    if (stopped.isEmpty()) {
      return subject;
    }
    List<double[]> values = values(stopped, at);
    return subject.with(
        in -> {
          Tensor y = subject.function().apply(in);
          return replaced(subject, y, values);
        });
  }

  private static List<Tensor> stopped(Subject subject, List<Tensor> order) {
    return order.stream().filter(node -> isStopped(subject, node)).toList();
  }

  private static boolean isStopped(Subject subject, Tensor node) {
    return node.op() instanceof Detach && subject.stops().test(node);
  }

  private static List<double[]> values(List<Tensor> stopped, List<double[]> at) {
    Run run = Plan.compile(stopped, PortableKernels.of()).newRun();
    for (int i = 0; i < at.size(); i++) {
      if (run.hasInput("x" + i)) {
        run.feed("x" + i, at.get(i), 0);
      }
    }
    run.execute();
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < stopped.size(); i++) {
      values.add(run.read(i));
    }
    return values;
  }

  private static Tensor replaced(Subject subject, Tensor y, List<double[]> values) {
    IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>();
    int next = 0;
    for (Tensor node : order(y)) {
      List<Tensor> inputs = new ArrayList<>();
      boolean same = true;
      for (Tensor input : node.inputs()) {
        Tensor other = replaced.getOrDefault(input, input);
        same &= other == input;
        inputs.add(other);
      }
      if (isStopped(subject, node)) {
        replaced.put(node, Tensor.f64(node.shape(), values.get(next)).cast(node.dtype()));
        next++;
      } else if (!same) {
        replaced.put(node, Tensor.apply(node.op(), inputs));
      }
    }
    return replaced.getOrDefault(y, y);
  }

  /** Whether a tensor depends on one of the others. */
  static boolean dependsOn(Tensor tensor, List<Tensor> others) {
    Set<Tensor> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(others);
    return order(tensor).stream().anyMatch(wanted::contains);
  }

  /** A tensor and everything it is computed from, in topological order. */
  private static List<Tensor> order(Tensor y) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tensor> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> stack = new ArrayDeque<>(List.of(y));
    while (!stack.isEmpty()) {
      Tensor node = stack.element();
      if (seen.add(node)) {
        node.inputs().stream().filter(input -> !seen.contains(input)).forEach(stack::push);
      } else {
        stack.pop();
        if (done.add(node)) {
          order.add(node);
        }
      }
    }
    return order;
  }
}
