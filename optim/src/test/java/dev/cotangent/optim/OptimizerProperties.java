package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.spi.Attributes;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class OptimizerProperties {

  private static final Sgd SGD = Sgd.of(0.1);
  private static final int STEPS = 3;

  @Provide
  Arbitrary<Optimizer> rules() {
    return Arbitraries.of(
        SGD,
        SGD.withWeightDecay(0.01),
        SGD.withMomentum(0.9).withDampening(0.3),
        SGD.withMomentum(0.9).withNesterov(),
        Adam.of(0.01),
        Adam.of(0.01).withWeightDecay(0.05).withBetas(0.5, 0.7),
        Adam.of(0.01).withAmsgrad(),
        AdamW.of(0.01).withWeightDecay(0.05),
        Adamax.of(0.01),
        NAdam.of(0.01),
        RAdam.of(0.01),
        Adagrad.of(0.01),
        new Adadelta(),
        RmsProp.of(0.01),
        RmsProp.of(0.01).withMomentum(0.9).with(Attributes.none().with("centered", true)),
        new Rprop(),
        Ema.of(SGD.withMomentum(0.9), 0.9),
        new Ema());
  }

  @Property(tries = 500)
  void cutsIntoSlicesNeverChangeABit(
      @ForAll("rules") Optimizer rule,
      @ForAll @IntRange(min = 0, max = 300) int size,
      @ForAll @IntRange(min = 0, max = 20) int cuts,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] start = floats(random, size);
    Steps whole = new Steps(rule, start);
    Steps sliced = new Steps(rule, start);
    int[] bounds = cuts(random, size, cuts);
    for (int step = 0; step < STEPS; step++) {
      float[] gradients = floats(random, size);
      assertThat(bits(sliced.step(gradients, bounds))).isEqualTo(bits(whole.step(gradients)));
    }
    for (int slot = 0; slot < rule.slots(); slot++) {
      assertThat(bits(sliced.slots()[slot])).isEqualTo(bits(whole.slots()[slot]));
    }
  }

  @Property(tries = 200)
  void elementsOutsideTheSliceStayAsTheyAre(
      @ForAll("rules") Optimizer rule,
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] start = floats(random, size);
    Steps steps = new Steps(rule, start);
    int[] bounds = cuts(random, size, 2);
    int from = bounds[1];
    int to = bounds[2];
    float[] after = steps.step(floats(random, size), from, to);
    for (int i = 0; i < size; i++) {
      if (i < from || i >= to) {
        assertThat(Float.floatToIntBits(after[i])).isEqualTo(Float.floatToIntBits(start[i]));
        for (float[] slot : steps.slots()) {
          assertThat(slot[i]).isZero();
        }
      } else {
        assertThat(after[i]).isNotEqualTo(start[i]);
      }
    }
  }

  @Property(tries = 200)
  void noGradientLeavesParametersAlone(
      @ForAll @IntRange(min = 0, max = 100) int size, @ForAll boolean momentum, @ForAll long seed) {
    float[] start = floats(new Random(seed), size);
    for (Optimizer rule : new Optimizer[] {momentum ? SGD.withMomentum(0.9) : SGD, new Adam()}) {
      Steps steps = new Steps(rule, start);
      for (int step = 0; step < STEPS; step++) {
        assertThat(bits(steps.step(new float[size]))).isEqualTo(bits(start));
      }
    }
  }

  @Property(tries = 200)
  void clippedGradientsHaveTheLargestNormAndSmallOnesStay(
      @ForAll @IntRange(min = 0, max = 200) int size,
      @ForAll @IntRange(min = 1, max = 1000) int hundredths,
      @ForAll long seed) {
    double maxNorm = hundredths / 100.0;
    for (GradientClipping.Norm norm : GradientClipping.Norm.values()) {
      GradientClipping clipping = new GradientClipping(maxNorm, norm);
      float[] before = floats(new Random(seed), size);
      float[] after = before.clone();
      double size0 = clipping.clip(after, 0, size);
      assertThat(clipping.norm(after, 0, size)).isLessThanOrEqualTo(maxNorm * (1 + 1e-6));
      if (size0 < maxNorm - 1e-6) {
        assertThat(bits(after)).isEqualTo(bits(before));
      }
    }
  }

  private static float[] floats(Random random, int size) {
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      floats[i] = (random.nextBoolean() ? 1 : -1) * (0.05f + random.nextFloat());
    }
    return floats;
  }

  private static int[] cuts(Random random, int size, int inner) {
    IntStream between = IntStream.range(0, inner).map(i -> random.nextInt(size + 1));
    return IntStream.concat(IntStream.of(0, size), between).sorted().toArray();
  }

  private static int[] bits(float[] floats) {
    return IntStream.range(0, floats.length).map(i -> Float.floatToIntBits(floats[i])).toArray();
  }
}
