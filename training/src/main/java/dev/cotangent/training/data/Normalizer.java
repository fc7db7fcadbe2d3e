package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.parameter.Initializer;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;

/** Computes the states of a {@link Normalize} layer from data. */
public final class Normalizer {

  private Normalizer() {}

  /**
   * Creates a {@link Normalize} layer fitted to the samples. Put it in front of a model's other
   * layers and fit it on training data only.
   *
   * <p>Computed in double precision. A constant feature, whose scale would be 0, is only shifted.
   * Non-finite values are left out; a feature without finite values is left as it is.
   *
   * @throws CotangentException if there are no samples
   */
  public static LayerSpec fit(Dataset data, Normalize.Kind kind) {
    if (data.size() == 0) {
      throw new CotangentException("normalize: the data set has no samples, expected at least one");
    }
    int width = data.sampleShape().size();
    float[] mean = new float[width];
    float[] scale = new float[width];
    FeatureStatistics statistics = FeatureStatistics.of(data);
    for (int i = 0; i < width; i++) {
      boolean zscore = kind == Normalize.Kind.ZSCORE;
      mean[i] = (float) (zscore ? statistics.mean(i) : statistics.minimum(i));
      scale[i] = divisor(zscore ? statistics.deviation(i) : statistics.range(i));
    }
    return new Fitted(new Normalize(kind), data.sampleShape(), mean, scale);
  }

  /**
   * Like {@link #fit(Dataset, Normalize.Kind)}, for one of a model's several inputs.
   *
   * @throws CotangentException if the data has no input of that name, the input holds integers, or
   *     there are no samples
   */
  public static LayerSpec fit(Dataset data, String input, Normalize.Kind kind) {
    return fit(data.withSamples(input), kind);
  }

  private static float divisor(double spread) {
    float rounded = (float) spread;
    return rounded > 0 && rounded < Float.POSITIVE_INFINITY ? rounded : 1;
  }

  /** The unbuilt layer with the initial values of its states. */
  private static final class Fitted implements LayerSpec {

    private final Normalize spec;
    private final Shape sample;
    private final float[] mean;
    private final float[] scale;

    Fitted(Normalize spec, Shape sample, float[] mean, float[] scale) {
      this.spec = spec;
      this.sample = sample;
      this.mean = mean;
      this.scale = scale;
    }

    @Override
    public String id() {
      return spec.id();
    }

    @Override
    public Attributes attributes() {
      return spec.attributes();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      return spec.with(attributes);
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      if (!input.equals(sample)) {
        throw new ShapeException(
            "normalize '"
                + scope.path()
                + "': samples "
                + input
                + ", expected "
                + sample
                + " as in fitting");
      }
      return spec.build(input, scope, new Given(mean), new Given(scale));
    }

    @Override
    public String toString() {
      return spec.toString();
    }
  }

  private static final class Given implements Initializer {

    private final float[] values;

    Given(float[] values) {
      this.values = values;
    }

    @Override
    public String id() {
      return "given";
    }

    @Override
    public void fill(float[] target, Shape shape, RandomStream stream) {
      System.arraycopy(values, 0, target, 0, target.length);
    }
  }
}
