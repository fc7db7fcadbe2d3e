package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.testkit.Broken.OfSlice;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Optimizers that are wrong in one way each. */
final class BrokenOptimizers {

  private static final Attributes ALPHA = Attributes.none().with("alpha", 0.5);
  private static final AtomicInteger CALLS = new AtomicInteger();

  private static final Map<float[], float[]> VELOCITIES =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private static final float[] SHARED = new float[1 << 12];

  private BrokenOptimizers() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        optimizer("uphill", "descent", OfSlice.of(BrokenOptimizers::ascend)),
        optimizer("NaN on flat ground", "descent", OfSlice.of(BrokenOptimizers::divide)),
        optimizer("beyond its slice", "slices", OfSlice.of(BrokenOptimizers::beyond)),
        optimizer("by the norm of its slice", "slices", OfSlice.of(BrokenOptimizers::byNorm)),
        optimizer("writing to gradients", "untouched", OfSlice.of(BrokenOptimizers::spend)),
        optimizer("with state of its own", "repetition", OfSlice.of(BrokenOptimizers::remember)),
        optimizer("allocating", "allocation", OfSlice.of(BrokenOptimizers::allocate)),
        optimizer(
            "deaf to rates", "learning_rate", OfSlice.of(Broken::descend).rates(rate -> 0.01)),
        optimizer("deaf to schedules", "learning_rate", OfSlice.of(BrokenOptimizers::fixed)),
        optimizer(
            "taking any attribute",
            "attributes",
            OfSlice.of(Broken::descend).attributes(ALPHA, given -> given)),
        optimizer("decaying at rest", "learning_rate", OfSlice.of(BrokenOptimizers::decay)),
        optimizer(
            "by the rate of its first slice", "learning_rate", OfSlice.of(new FirstRate()::update)),
        optimizer("by its neighbour's gradient", "slices", OfSlice.of(BrokenOptimizers::blur)),
        optimizer("by where its slice lies", "slices", OfSlice.of(BrokenOptimizers::checker)),
        optimizer("writing its rate", "untouched", OfSlice.of(BrokenOptimizers::cool)),
        optimizer("with momentum in a map", "resume", OfSlice.of(BrokenOptimizers::momentum)),
        optimizer("with a scratch for all threads", "threads", OfSlice.of(BrokenOptimizers::share)),
        optimizer("of at most 2,000 elements", "slices", OfSlice.of(BrokenOptimizers::bounded)),
        optimizer("of whole blocks of four", "slices", OfSlice.of(BrokenOptimizers::unrolled)),
        optimizer("uphill where it is even", "descent", OfSlice.of(BrokenOptimizers::climbing)),
        optimizer("uphill where it is steep", "descent", OfSlice.of(BrokenOptimizers::overturned)),
        optimizer("in capitals", "id", OfSlice.of(Broken::descend).named("SGD")));
  }

  private static BrokenPlugin optimizer(String name, String check, Optimizer broken) {
    return BrokenPlugin.of("optimizer " + name, check, () -> OptimizerContract.of(broken));
  }

  private static void ascend(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] += (float) slice.learningRate * slice.gradients[i];
    }
  }

  private static void bounded(ParameterSlice slice) {
    int to = slice.to;
    slice.to = Math.min(to, slice.from + 2000);
    Broken.descend(slice);
    slice.to = to;
  }

  /** Four at a time, and the rest is forgotten where there are many. */
  private static void unrolled(ParameterSlice slice) {
    int to = slice.to;
    int count = to - slice.from;
    slice.to = count > 1000 ? to - count % 4 : to;
    Broken.descend(slice);
    slice.to = to;
  }

  private static void climbing(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      float g = slice.gradients[i];
      slice.values[i] -= (float) slice.learningRate * (Math.abs(g) < 1e-4f ? -g : g);
    }
  }

  private static void overturned(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      float g = slice.gradients[i];
      slice.values[i] -= (float) slice.learningRate * (g - g * g * g / 10_000);
    }
  }

  /** Along the sign of a running mean, with a decay; correct. */
  static void bySign(ParameterSlice slice) {
    float rate = (float) slice.learningRate;
    float[] mean = slice.slots[0];
    for (int i = slice.from; i < slice.to; i++) {
      float g = slice.gradients[i];
      slice.values[i] -= rate * (Math.signum(0.9f * mean[i] + 0.1f * g) + 0.1f * slice.values[i]);
      mean[i] = 0.95f * mean[i] + 0.05f * g;
    }
  }

  private static void divide(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      float g = slice.gradients[i];
      slice.values[i] -= (float) slice.learningRate * g / Math.abs(g);
    }
  }

  private static void beyond(ParameterSlice slice) {
    Broken.descend(slice);
    slice.values[slice.to] += 1;
  }

  private static void byNorm(ParameterSlice slice) {
    float sum = 0;
    for (int i = slice.from; i < slice.to; i++) {
      sum += Math.abs(slice.gradients[i]);
    }
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * slice.gradients[i] / (1 + sum);
    }
  }

  private static void spend(ParameterSlice slice) {
    Broken.descend(slice);
    slice.gradients[slice.from] = 0;
  }

  private static void remember(ParameterSlice slice) {
    float calls = CALLS.incrementAndGet();
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * slice.gradients[i] * calls;
    }
  }

  private static void allocate(ParameterSlice slice) {
    float[] copy = slice.gradients.clone();
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * copy[i];
    }
  }

  private static void fixed(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= 0.01f * slice.gradients[i];
    }
  }

  private static void decay(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] *= 0.999f;
    }
    Broken.descend(slice);
  }

  private static final class FirstRate {

    private double rate;

    void update(ParameterSlice slice) {
      rate = rate == 0 ? slice.learningRate : rate;
      for (int i = slice.from; i < slice.to; i++) {
        slice.values[i] -= (float) rate * slice.gradients[i];
      }
    }
  }

  private static void blur(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      float mean = (slice.gradients[i] + slice.gradients[Math.max(0, i - 1)]) / 2;
      slice.values[i] -= (float) slice.learningRate * mean;
    }
  }

  private static void checker(ParameterSlice slice) {
    for (int i = slice.from; i < slice.to; i++) {
      slice.values[i] -= (float) slice.learningRate * slice.gradients[i] * (1 + i % 2);
    }
  }

  private static void cool(ParameterSlice slice) {
    Broken.descend(slice);
    slice.learningRate *= 0.5;
  }

  /** One trajectory per array: another training does not see it, and a resumed one has lost it. */
  private static void momentum(ParameterSlice slice) {
    float[] velocity = VELOCITIES.computeIfAbsent(slice.values, all -> new float[all.length]);
    for (int i = slice.from; i < slice.to; i++) {
      velocity[i] = 0.9f * velocity[i] + slice.gradients[i];
      slice.values[i] -= (float) slice.learningRate * velocity[i];
    }
  }

  private static void share(ParameterSlice slice) {
    System.arraycopy(slice.gradients, slice.from, SHARED, 0, slice.to - slice.from);
    for (int round = 0; round < 20; round++) {
      for (int i = slice.from; i < slice.to; i++) {
        slice.values[i] -= (float) slice.learningRate / 20 * SHARED[i - slice.from];
      }
    }
  }
}
