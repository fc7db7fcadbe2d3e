package dev.cotangent.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** Sums of each row. */
public class RowSumsBenchmark extends TableBenchmark {

  /** ROWSxCOLUMNS. */
  @Param({"128x10", "128x512", "256x2048"})
  public String shape = "128x512";

  private float[] y = {};

  /** For JMH. */
  public RowSumsBenchmark() {}

  @Override
  String kernel() {
    return "row sums";
  }

  @Override
  String shape() {
    return shape;
  }

  @Override
  void prepareResult() {
    y = new float[rows];
  }

  @Override
  void run() {
    set.rowSums(x, 0, rows, cols, y, 0);
  }

  @Override
  float[] result() {
    return y;
  }

  @Override
  void runScalar() {
    scalar.rowSums(x, rows, cols, y);
  }

  @Override
  Work work() {
    return Work.floatsMoved((double) rows * cols);
  }

  @Override
  Floor floor() {
    return cols < 16 ? new Floor(0.5, 0.5) : new Floor(3, 3);
  }
}
