package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that inputs and the cotangent are not modified, since other nodes of the graph may use
 * them: in double precision, and in float32 on kernels, wherever a plan may store them.
 *
 * @param kernels kernel sets, which differ in the arrays they pass to ops
 */
record UntouchedCheck(Subject subject, List<Kernels> kernels, long seed) {

  void run() {
    Draw draw = new Draw(seed, "untouched");
    List<double[]> given = new ArrayList<>(subject.points(draw, 1));
    given.add(draw.doubles(subject.output().size(), 1));
    inDoubles(given);
    for (Kernels each : kernels) {
      String where = "in float32 on " + each.id() + " kernels";
      inMemory(where, each, given);
      inChains(where, each, given);
      fed(where, each, given);
    }
  }

  /** The result and the gradients. */
  private List<Tensor> results(List<Tensor> given) {
    List<Tensor> leaves = given.subList(0, given.size() - 1);
    Tensor y = subject.function().apply(leaves);
    Gradients gradients = Gradients.of(y, given.get(leaves.size()), leaves);
    List<Tensor> results = new ArrayList<>(List.of(y));
    leaves.forEach(leaf -> gradients.find(leaf).ifPresent(results::add));
    return results;
  }

  /** The results, followed by their inputs. */
  private Tensor all(List<Tensor> given) {
    List<Tensor> all = results(given);
    all.addAll(given);
    return Tensor.concat(
        0,
        all.stream()
            .map(tensor -> tensor.reshape(Shape.of(tensor.shape().size())))
            .toArray(Tensor[]::new));
  }

  private void inDoubles(List<double[]> given) {
    List<Tensor> nodes = new ArrayList<>(); // intermediate nodes, which have their own buffers
    for (int i = 0; i < given.size(); i++) {
      nodes.add(Tensor.f64(shape(i), negated(given.get(i))).neg());
    }
    same("in double precision", given, all(nodes).toDoubles());
  }

  private List<Tensor> nodes(int count) {
    List<Tensor> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(Tensor.input("given" + i, DType.F32, shape(i)).neg());
    }
    return nodes;
  }

  private static double[] evaluate(Tensor tensor, Kernels kernels, List<double[]> given) {
    Run run = Plan.compile(List.of(tensor), kernels).newRun();
    for (int i = 0; i < given.size(); i++) {
      if (run.hasInput("given" + i)) {
        run.feed("given" + i, Draw.floats(negated(given.get(i))), 0);
      }
    }
    run.execute();
    return run.read(0);
  }

  /** A later reader of the inputs reads the same values. */
  private void inMemory(String where, Kernels each, List<double[]> given) {
    same(where, given, evaluate(all(nodes(given.size())), each, given));
  }

  /**
   * So does a reader in the same fused chain of element-wise ops: 0 · result + input is the input.
   */
  private void inChains(String where, Kernels each, List<double[]> given) {
    List<Tensor> nodes = nodes(given.size());
    for (Tensor result : results(nodes)) {
      for (int i = 0; i < given.size(); i++) {
        if (result.shape().equals(shape(i))) {
          double[] after = evaluate(result.mul(0).add(nodes.get(i)), each, given);
          same(where, i, given.get(i), after);
        }
      }
    }
  }

  /** Arrays fed by a caller are not modified. */
  private void fed(String where, Kernels each, List<double[]> given) {
    List<float[]> arrays = Draw.floats(given);
    int last = arrays.size() - 1;
    subject.on(each).at(arrays.subList(0, last), arrays.get(last));
    for (int i = 0; i < arrays.size(); i++) {
      same(where, i, given.get(i), Draw.doubles(arrays.get(i)));
    }
  }

  private Shape shape(int part) {
    return part < subject.shapes().size() ? subject.shapes().get(part) : subject.output();
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  private void same(String where, List<double[]> before, double[] all) {
    int start = all.length - before.stream().mapToInt(array -> array.length).sum();
    for (int i = 0; i < before.size(); i++) {
      int end = start + before.get(i).length;
      same(where, i, before.get(i), Arrays.copyOfRange(all, start, end));
      start = end;
    }
  }

  private void same(String where, int part, double[] before, double[] after) {
    List<String> names = subject.names();
    String name = part < names.size() ? names.get(part) : "the cotangent";
    Numbers.sameBits(where + ", " + name + " after it was used", before, after);
  }
}
