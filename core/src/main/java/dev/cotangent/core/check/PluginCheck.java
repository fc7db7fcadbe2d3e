package dev.cotangent.core.check;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.IndexInput;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks the gradients of activations, layers and losses at random points, in F64, first order and
 * second: a {@link GradientCheck} that knows what each kind of plugin needs.
 */
public final class PluginCheck {

  private static final int ROWS = 3;

  private final RandomStream random;
  private long next;

  private PluginCheck(long seed) {
    this.random = RandomStream.of(seed, "plugin-check");
  }

  /** Checks an activation by its input of some shape, inside of its domain. */
  public static GradientReport activation(Activation activation, Shape shape, long seed) {
    double[] drawn = new PluginCheck(seed).draw(shape).toDoubles();
    double[] inside = Arrays.stream(drawn).map(activation.domain()::inside).toArray();
    Tensor x = Tensor.of(shape, inside);
    return GradientCheck.of(in -> activation.apply(in.get(0))).withSeed(seed).at(x);
  }

  /**
   * Checks a layer by its input and all its parameters. States are drawn above 0, since many are
   * divided by.
   *
   * @param sample shape of one sample
   * @param training whether the layer works as in training; its random masks stay the same
   * @throws dev.cotangent.core.ShapeException if the layer cannot take such samples
   */
  public static GradientReport layer(
      LayerSpec spec, Shape sample, boolean training, Registry registry, long seed) {
    Model model = spec.build(sample, seed, registry);
    List<Parameter> parameters = model.parameters();
    PluginCheck points = new PluginCheck(seed);
    List<Tensor> at = new ArrayList<>(List.of(points.input(spec, sample.prepend(ROWS))));
    for (Parameter parameter : parameters) {
      Tensor value = points.draw(parameter.shape());
      at.add(parameter.trainable() ? value : value.square().add(0.5));
    }
    return GradientCheck.of(
            in ->
                model.forward(
                    in.get(0), new FixedContext(training, parameters, in.subList(1, in.size()))))
        .withSeed(seed)
        .at(at);
  }

  /** Checks a loss by predictions of some shape, for random targets. */
  public static GradientReport loss(Loss loss, Shape prediction, long seed) {
    PluginCheck points = new PluginCheck(seed);
    Shape shape = loss.targetShape(prediction);
    Tensor target =
        loss.targetType() == DType.I32
            ? points.labels(shape, prediction.dim(-1))
            : points.draw(shape);
    return GradientCheck.of(in -> loss.terms(in.get(0), target).mean())
        .withSeed(seed)
        .at(points.draw(prediction));
  }

  private Tensor input(LayerSpec spec, Shape shape) {
    if (!(spec instanceof IndexInput indexed)) {
      return draw(shape);
    }
    // between whole numbers, where cutting off a fraction is flat
    Tensor indices = labels(shape, indexed.indices());
    return indices.cast(DType.F64).add(0.25).eval();
  }

  private Tensor draw(Shape shape) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.normal(next++);
    }
    return Tensor.of(shape, values);
  }

  private Tensor labels(Shape shape, int classes) {
    int[] labels = new int[shape.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.below(classes, next++);
    }
    return Tensor.of(shape, labels);
  }
}
