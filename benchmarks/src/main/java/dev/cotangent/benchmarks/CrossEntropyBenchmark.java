package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Kernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Param;

/** Softmax cross-entropy, and its gradient by the logits. */
public class CrossEntropyBenchmark extends TableBenchmark {

  /** ROWSxCLASSES. */
  @Param({"128x10", "128x1000"})
  public String shape = "128x10";

  /** The computation. */
  @Param({"loss", "gradient"})
  public String part = "loss";

  private int[] labels = {};
  private float[] loss = {};
  private float[] upstream = {};
  private float[] block = {};

  /** For JMH. */
  public CrossEntropyBenchmark() {}

  @Override
  String kernel() {
    return "cross-entropy " + part;
  }

  @Override
  String shape() {
    return shape;
  }

  @Override
  void prepareResult() {
    labels = labels(rows, cols);
    loss = new float[rows];
    upstream = new float[rows];
    Arrays.fill(upstream, 1f / rows);
    block = new float[rows * cols];
  }

  private boolean forward() {
    return part.equals("loss");
  }

  @Override
  float[] result() {
    return forward() ? loss : block;
  }

  @Override
  void run() {
    if (forward()) {
      set.softmaxCrossEntropy(x, 0, labels, 0, rows, cols, loss, 0, scratch);
    } else {
      set.softmaxCrossEntropyGrad(
          x, 0, labels, 0, upstream, 0, rows, cols, block, 0, Kernels.UNWANTED, 0, scratch);
    }
  }

  @Override
  void runScalar() {
    if (forward()) {
      scalar.crossEntropy(x, labels, rows, cols, block, loss);
    } else {
      scalar.crossEntropyGrad(x, labels, rows, cols, upstream, block);
    }
  }

  @Override
  Work work() {
    return Work.elements((double) rows * cols);
  }

  @Override
  Floor floor() {
    return cols < 16 ? new Floor(0.7, 1) : new Floor(0.9, 3);
  }
}
