package dev.cotangent.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** Softmax of each row. */
public class SoftmaxBenchmark extends TableBenchmark {

  /** ROWSxCLASSES. */
  @Param({"128x10", "128x1000"})
  public String shape = "128x10";

  private float[] y = {};

  /** For JMH. */
  public SoftmaxBenchmark() {}

  @Override
  String kernel() {
    return "softmax";
  }

  @Override
  String shape() {
    return shape;
  }

  @Override
  void prepareResult() {
    y = new float[rows * cols];
  }

  @Override
  void run() {
    set.softmax(x, 0, rows, cols, y, 0, scratch);
  }

  @Override
  float[] result() {
    return y;
  }

  @Override
  void runScalar() {
    scalar.softmax(x, rows, cols, y);
  }

  @Override
  Work work() {
    return Work.elements((double) rows * cols);
  }

  @Override
  Floor floor() {
    return cols < 16 ? new Floor(0.6, 1.2) : new Floor(1, 3);
  }
}
