package dev.cotangent.benchmarks;

import dev.cotangent.core.kernel.Form;
import org.openjdk.jmh.annotations.Param;

/** Products with one row: the prediction for one sample, which reads every weight once. */
public class RowBenchmark extends ProductBenchmark {

  /** 1xNxK. */
  @Param({"1x10x512", "1x128x64", "1x512x784"})
  public String shape = "1x512x784";

  /** For JMH. */
  public RowBenchmark() {}

  @Override
  String shape() {
    return shape;
  }

  @Override
  Floor floor() {
    if (form == Form.NT) {
      return new Floor(0.6, 0.3); // one chain along k for each column: latency
    }
    return shape.contains("x10x") ? new Floor(0.8, 3) : new Floor(3, 9);
  }
}
