package dev.cotangent.integration.bits;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.op.leaf.Constant;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.Parallel;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A network that a seed decides, of one to five layers of any kind that fit each other. */
public final class RandomNetwork {

  private static final Registry REGISTRY = Registry.standard();
  private static final int LARGEST_OUTPUT = 3000;
  private static final int CATEGORIES = 5;

  private static final List<LayerSpec> POOL =
      LayerRow.BY_ID.values().stream().flatMap(List::stream).map(LayerRow::spec).toList();

  private final Draw draw;
  private final long seed;
  private final Shape sample;
  private final LayerSpec spec;

  /** Draws a network. */
  public RandomNetwork(long seed) {
    this.seed = seed;
    this.draw = Draw.of(seed);
    this.sample =
        draw.oneOf(
            List.of(
                Shape.of(1 + draw.below(20)),
                Shape.of(1 + draw.below(6), 1 + draw.below(12)),
                Shape.of(1 + draw.below(3), 2 + draw.below(7), 2 + draw.below(7))));
    this.spec = layers();
  }

  /** Draws a network that rounds elements to indices nowhere. */
  public static RandomNetwork continuous(long seed) {
    RandomNetwork network = new RandomNetwork(seed);
    return network.isContinuous() ? network : continuous(seed + 1);
  }

  private LayerSpec layers() {
    List<LayerSpec> layers = new ArrayList<>();
    int count = 1 + draw.below(5);
    for (int tries = 0; layers.size() < count && tries < 40; tries++) {
      layers.add(layer());
      if (built(Sequential.of(layers.toArray(LayerSpec[]::new))).isEmpty()) {
        layers.remove(layers.size() - 1);
      }
    }
    if (layers.isEmpty()) {
      layers.add(Dense.of(3));
    }
    return Sequential.of(layers.toArray(LayerSpec[]::new));
  }

  private Optional<Model> built(LayerSpec candidate) {
    try {
      Model model = Model.build(candidate, sample, seed, REGISTRY);
      int size = model.outputShape().size();
      return size > 0 && size < LARGEST_OUTPUT ? Optional.of(model) : Optional.empty();
    } catch (CotangentException unfit) {
      return Optional.empty();
    }
  }

  private LayerSpec layer() {
    return switch (draw.below(9)) {
      case 0 -> Dense.of(1 + draw.below(40));
      case 1 -> Activate.with(draw.oneOf(REGISTRY.activations()));
      case 2 -> Lstm.of(1 + draw.below(9)).withReturnSequences();
      case 3 -> Conv2d.of(1 + draw.below(9), 1 + draw.below(3)).withPadding(1);
      case 4 -> Residual.of(layer(), Activate.with("tanh"));
      case 5 -> Parallel.add(layer(), layer());
      case 6 -> Parallel.concat(layer(), layer());
      default -> draw.oneOf(POOL);
    };
  }

  /** A new model with the same initial values each time. */
  public Model model() {
    return Model.build(spec, sample, seed, REGISTRY);
  }

  /** The shape of a sample. */
  public Shape sample() {
    return sample;
  }

  private boolean isContinuous() {
    return !spec.toString().contains(Embedding.class.getSimpleName());
  }

  /** Elements of samples, of which some are 0; whole numbers for indices. */
  public float[] features(int rows) {
    float[] features = numbers(rows * sample.size());
    for (int i = 0; i < features.length && !isContinuous(); i++) {
      features[i] = draw.below(CATEGORIES);
    }
    return features;
  }

  /** Samples with random targets. */
  public Dataset data(float[] features) {
    Shape output = model().outputShape();
    int rows = features.length / sample.size();
    return Dataset.regression(sample, features, output, numbers(rows * output.size()));
  }

  /** A random number below n. */
  public int below(int n) {
    return draw.below(n);
  }

  /** Random float numbers for a parameter: small weights, and a state above 0. */
  public Tensor point(Parameter parameter) {
    float[] numbers = numbers(parameter.shape().size());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = parameter.trainable() ? 0.4f * numbers[i] : 0.5f + numbers[i] * numbers[i];
    }
    return wide(parameter.shape(), numbers);
  }

  /** An F64 constant of these numbers. */
  public static Tensor wide(Shape shape, float[] numbers) {
    double[] values = new double[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i];
    }
    return Constant.ofDoubles(new TensorType(DType.F64, shape), values).on();
  }

  private float[] numbers(int n) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = draw.chance(0.08) ? 0 : (float) draw.normal();
    }
    return numbers;
  }

  @Override
  public String toString() {
    return "seed " + seed + ", samples " + sample + ": " + spec;
  }
}
