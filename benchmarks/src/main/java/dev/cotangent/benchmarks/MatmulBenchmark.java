package dev.cotangent.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** Products of the shapes that training meets: dense layers, their heads, convolutions. */
public class MatmulBenchmark extends ProductBenchmark {

  /** MxNxK. */
  @Param({
    "32x4x3",
    "64x128x64",
    "128x10x512",
    "128x512x512",
    "128x512x784",
    "256x2048x1024",
    "256x2048x2048",
    "1024x1024x1024",
    "12544x32x25",
    "3136x64x288",
    "6272x64x144"
  })
  public String shape = "128x512x512";

  /** For JMH. */
  public MatmulBenchmark() {}

  @Override
  String shape() {
    return shape;
  }

  @Override
  Floor floor() {
    if (shape.equals("32x4x3")) {
      return new Floor(0.7, 0.7); // too small to be packed: the scalar loop is what is best
    }
    boolean narrow = shape.contains("x10x") || shape.contains("x32x");
    return narrow ? new Floor(2, 8) : new Floor(3, 7);
  }
}
