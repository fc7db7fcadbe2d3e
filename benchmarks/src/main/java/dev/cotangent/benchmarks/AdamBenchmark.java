package dev.cotangent.benchmarks;

import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.optim.Adam;

/** The update of 1 Mi parameters by Adam: one loop for all kernel sets. */
public class AdamBenchmark extends LoopBenchmark {

  private static final int SIZE = 1 << 20;
  private static final double RATE = 1e-3;

  /** Late enough that the corrections of the first steps are gone. */
  private static final long STEP = 100_000;

  private final Adam adam = Adam.of(RATE);
  private final Scalar scalar = new Scalar();
  private final ParameterSlice slice = ParameterSlice.of();

  /** For JMH. */
  public AdamBenchmark() {}

  @Override
  String kernel() {
    return "adam";
  }

  @Override
  String shape() {
    return Integer.toString(SIZE);
  }

  @Override
  public void setUp() {
    slice.values = normals("p", SIZE);
    slice.gradients = normals("g", SIZE);
    slice.slots = new float[][] {new float[SIZE], new float[SIZE]};
    slice.to = SIZE;
    slice.learningRate = RATE;
    slice.step = STEP;
    slice.scalars = new double[adam.scalars()];
    adam.prepare(STEP, slice.scalars);
  }

  @Override
  void run() {
    adam.update(slice);
  }

  @Override
  float[] result() {
    return slice.values;
  }

  @Override
  void runScalar() {
    scalar.adam(slice.values, slice.gradients, slice.slots[0], slice.slots[1], (float) RATE);
  }

  @Override
  Work work() {
    return Work.elements(SIZE);
  }

  @Override
  Floor floor() {
    return new Floor(3, 3);
  }
}
