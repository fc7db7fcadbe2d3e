package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Neither inputs nor the cotangent are written to, for others that use them in the same graph: in
 * doubles, and in float32 on kernels.
 */
record UntouchedCheck(Subject subject, Kernels kernels, long seed) {

  void run() {
    Draw draw = new Draw(seed, "untouched");
    List<double[]> given = new ArrayList<>(subject.points(draw, 1));
    given.add(draw.doubles(subject.output().size(), 1));
    same("in doubles", given, inDoubles(given));
    same("in float32", given, inFloats(given));
    fed(given);
  }

  /** The result, the gradients and then what these were made of. */
  private Tensor all(List<Tensor> given) {
    List<Tensor> leaves = given.subList(0, given.size() - 1);
    Tensor y = subject.function().apply(leaves);
    Gradients gradients = Gradients.of(y, given.get(leaves.size()), leaves);
    List<Tensor> all = new ArrayList<>(List.of(y));
    leaves.forEach(leaf -> gradients.find(leaf).ifPresent(all::add));
    all.addAll(given);
    return Tensor.concat(
        0,
        all.stream()
            .map(tensor -> tensor.reshape(Shape.of(tensor.shape().size())))
            .toArray(Tensor[]::new));
  }

  /** Inner nodes have buffers of their own, unlike constants. */
  private double[] inDoubles(List<double[]> given) {
    List<Tensor> nodes = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      nodes.add(Tensor.of(shape(i), negated(given.get(i))).neg());
    }
    return all(nodes).toDoubles();
  }

  private double[] inFloats(List<double[]> given) {
    List<Tensor> nodes = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      nodes.add(Tensor.input("given" + i, DType.F32, shape(i)).neg());
    }
    Run run = Plan.compile(List.of(all(nodes)), kernels).newRun();
    for (int i = 0; i < given.size(); i++) {
      run.feed("given" + i, Draw.floats(negated(given.get(i))), 0);
    }
    run.execute();
    return run.read(0);
  }

  /** Arrays that a caller feeds are the caller's. */
  private void fed(List<double[]> given) {
    List<float[]> arrays = Draw.floats(given);
    int last = arrays.size() - 1;
    subject.on(kernels).at(arrays.subList(0, last), arrays.get(last));
    for (int i = 0; i < arrays.size(); i++) {
      Numbers.sameBits(
          "in float32, the array that was fed as " + name(i) + ", afterwards",
          given.get(i),
          Draw.doubles(arrays.get(i)));
    }
  }

  private Shape shape(int part) {
    return part < subject.shapes().size() ? subject.shapes().get(part) : subject.output();
  }

  private String name(int part) {
    return part < subject.names().size() ? subject.names().get(part) : "the cotangent";
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }

  private void same(String where, List<double[]> before, double[] all) {
    int start = all.length - before.stream().mapToInt(array -> array.length).sum();
    for (int i = 0; i < before.size(); i++) {
      int end = start + before.get(i).length;
      Numbers.sameBits(
          where + ", " + name(i) + " afterwards",
          before.get(i),
          Arrays.copyOfRange(all, start, end));
      start = end;
    }
  }
}
