package dev.cotangent.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** Sums of each column. */
public class ColumnSumsBenchmark extends TableBenchmark {

  /** ROWSxCOLUMNS. */
  @Param({"128x10", "128x512", "256x2048"})
  public String shape = "128x512";

  private float[] y = {};

  /** For JMH. */
  public ColumnSumsBenchmark() {}

  @Override
  String kernel() {
    return "column sums";
  }

  @Override
  String shape() {
    return shape;
  }

  @Override
  void prepareResult() {
    y = new float[cols];
  }

  @Override
  void run() {
    set.columnSums(x, 0, cols, rows, cols, y, 0, scratch);
  }

  @Override
  float[] result() {
    return y;
  }

  @Override
  void runScalar() {
    scalar.columnSums(x, rows, cols, y);
  }

  @Override
  Work work() {
    return Work.floatsMoved((double) rows * cols);
  }

  @Override
  Floor floor() {
    return cols < 16 ? new Floor(0.4, 0.4) : new Floor(1.3, 2);
  }
}
