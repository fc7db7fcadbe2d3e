package dev.cotangent.integration.bits;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.check.example.FixedContext;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.core.spi.LayerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values and gradients of every activation, layer and loss of a registry. */
final class PluginCases {

  private static final Shape BATCH = Shape.of(5, 6);

  /** Samples from few axes to many: a layer without a row takes the first that it can. */
  private static final List<Shape> SAMPLES =
      List.of(Shape.of(4), Shape.of(3, 4), Shape.of(2, 4, 3), Shape.of(2, 2, 3, 3), Shape.of(2));

  private static final int ROWS = 3;

  private final Registry registry;
  private final List<BitsCase> cases = new ArrayList<>();

  private PluginCases(Registry registry) {
    this.registry = registry;
  }

  static List<BitsCase> all(Registry registry) {
    PluginCases all = new PluginCases(registry);
    registry.activations().forEach(all::activation);
    layers(registry).forEach(all::layer);
    losses(registry).forEach(all::loss);
    return all.cases;
  }

  /** The rows, and each other layer of the registry with its default attributes. */
  static List<LayerRow> layers(Registry registry) {
    Stream<LayerRow> others =
        registry.layers().stream()
            .filter(id -> !LayerRow.BY_ID.containsKey(id))
            .map(id -> row(registry.layer(id), registry));
    return Stream.concat(LayerRow.BY_ID.values().stream().flatMap(List::stream), others).toList();
  }

  private static LayerRow row(LayerSpec spec, Registry registry) {
    for (Shape sample : SAMPLES) {
      if (takes(spec, sample, registry)) {
        return new LayerRow(spec, sample);
      }
    }
    throw new AssertionError(spec + " takes none of the samples " + SAMPLES);
  }

  private static boolean takes(LayerSpec spec, Shape sample, Registry registry) {
    try {
      Model.build(spec, sample, 0, registry);
      return true;
    } catch (ShapeException other) {
      return false;
    }
  }

  /** Those of the registry, with default attributes, and configured ones. */
  static List<Loss> losses(Registry registry) {
    Stream<Loss> found = registry.losses().stream().map(registry::loss);
    return Stream.concat(found, ConfiguredLosses.ALL.stream()).toList();
  }

  private void add(String name, PointFunction function) {
    cases.add(BitsCase.of(name + " F64", function::inDoubles));
    cases.add(BitsCase.on(name + " F32", function::inFloats));
  }

  private void activation(String id) {
    Activation activation = registry.activation(id);
    Tensor at = inside(activation.domain(), new Points(1).drawWide(Shape.of(7, 36)));
    add("activation " + id, new PointFunction(in -> activation.apply(in.get(0)), List.of(at)));
  }

  private void layer(LayerRow row) {
    for (boolean training : List.of(true, false)) {
      String mode = training ? " training" : " inference";
      add("layer " + row.spec() + " " + row.sample() + mode, function(row, training));
    }
  }

  private PointFunction function(LayerRow row, boolean training) {
    Model model = Model.build(row.spec(), row.sample(), 1, registry);
    List<Parameter> parameters = model.parameters();
    Points points = new Points(2);
    Shape batch = row.sample().prepend(ROWS);
    List<Tensor> at = new ArrayList<>(List.of(points.draw(batch, 1)));
    for (Parameter parameter : parameters) {
      Tensor value = points.draw(parameter.shape(), 1);
      at.add(parameter.trainable() ? value : value.square().add(0.5).eval()); // a scale is no zero
    }
    Function<List<Tensor>, FixedContext> context =
        in -> new FixedContext(training, parameters, in.subList(1, in.size()));
    if (row.spec() instanceof IndexInput indexed) {
      Tensor indices = Tensor.i32(batch, points.labels(batch.size(), indexed.indices()));
      return new PointFunction(
          in -> model.forward(indices.cast(in.get(0).dtype()), context.apply(in)), at);
    }
    return new PointFunction(in -> model.forward(in.get(0), context.apply(in)), at);
  }

  private void loss(Loss loss) {
    Tensor at = inside(loss.predictions(), new Points(3).drawWide(BATCH));
    add(
        "loss " + loss,
        new PointFunction(
            in -> loss.terms(in.get(0), target(loss, in.get(0).dtype())).mean(), List.of(at)));
  }

  private static Tensor target(Loss loss, DType type) {
    Shape shape = loss.targetShape(BATCH);
    Points points = new Points(4);
    if (loss.targetType() == DType.I32) {
      return Tensor.i32(shape, points.labels(shape.size(), BATCH.dim(-1)));
    }
    return inside(loss.targets(), points.draw(shape, 1)).cast(type);
  }

  private static Tensor inside(Interval interval, Tensor drawn) {
    double[] values = Arrays.stream(drawn.toDoubles()).map(interval::inside).toArray();
    return Tensor.f64(drawn.shape(), values);
  }
}
