package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.check.FixedContext;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.CrossEntropyOfProbabilities;
import dev.cotangent.core.loss.GaussianNll;
import dev.cotangent.core.loss.KullbackLeibler;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MultiMargin;
import dev.cotangent.core.loss.PoissonNll;
import dev.cotangent.core.loss.SmoothL1;
import dev.cotangent.core.loss.TripletMargin;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.IndexInput;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.AdaptiveAvgPool2d;
import dev.cotangent.layers.AvgPool2d;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.BatchNorm2d;
import dev.cotangent.layers.Bilinear;
import dev.cotangent.layers.Conv1d;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.LayerNorm;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.MaxPool1d;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Parallel;
import dev.cotangent.layers.Prelu;
import dev.cotangent.layers.Residual;
import dev.cotangent.layers.RmsNorm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.layers.Slice;
import dev.cotangent.layers.Tied;
import dev.cotangent.training.Normalize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * No wrong gradient ships: every activation and layer that the registry finds, and every loss,
 * against finite differences in float64, first order and second, by inputs and by parameters. One
 * without a row here fails the build.
 */
class GradientsOfAllPluginsProperties {

  /** So that cosines of both signs occur. */
  private static final Tensor SIGNS = Tensor.of(Shape.of(6), 1d, -1d, 1d, 1d, 1d, -1d);

  private static final Registry REGISTRY = Registry.standard();

  private static final List<Shape> SHAPES =
      List.of(
          Shape.scalar(), Shape.of(0), Shape.of(1), Shape.of(7), Shape.of(3, 5), Shape.of(2, 1, 3));

  /** Activations along an axis, which want one that has elements, and glu two halves of them. */
  private static final Set<String> ALONG_ROWS = Set.of("glu", "log_softmax", "softmax", "softmin");

  private static final List<Shape> ROWS = List.of(Shape.of(2), Shape.of(6), Shape.of(3, 4));

  /** A layer, the sample it takes, and a name for messages. */
  private record LayerRow(LayerSpec spec, Shape sample) {}

  private static final Map<String, List<LayerRow>> LAYERS = new TreeMap<>();

  static {
    row(Activate.with("tanh"), 3);
    row(Activate.with("relu"), 2, 2);
    row(new AdaptiveAvgPool2d(), 2, 3, 2);
    row(new AdaptiveAvgPool2d(2, 3), 1, 5, 4);
    row(AvgPool2d.of(2), 2, 4, 5);
    row(AvgPool2d.of(3, 2).stride(2, 1).padding(1, 1).withoutCountingPadding(), 1, 4, 3);
    row(new BatchNorm1d(0.1, 0.1), 3);
    row(new BatchNorm1d(0.1, 0.1), 2, 3);
    row(new BatchNorm2d(0.1, 0.1), 2, 2, 3);
    row(Bilinear.of(2, 3, 2), 5);
    row(new Bilinear(1, 2, 1, false), 2, 3);
    row(Conv1d.of(2, 3), 2, 5);
    row(Conv1d.of(4, 2).stride(2).padding(1).groups(2).withoutBias(), 2, 4);
    row(new Embedding(5, 3), 4);
    row(MaxPool1d.of(2), 2, 5);
    row(new MaxPool1d(3, 2, 1), 1, 4);
    row(Parallel.concat(Dense.units(2), Dense.units(1)), 3);
    row(Parallel.add(Dense.units(2), Sequential.of(Slice.of(0, 1), Dense.units(2))), 3);
    row(new Prelu(), 4);
    row(new Prelu(2), 2, 3);
    row(Tied.of(Sequential.of(Dense.units(3), Dense.units(3)), "1.weight", "0.weight"), 3);
    row(Residual.around(Dense.units(3), Activate.with("tanh")), 3);
    row(new RmsNorm().withEpsilon(0.1), 5);
    row(new RmsNorm(2, 0.1), 2, 3);
    row(Slice.of(1, 3), 4);
    row(new Slice(0, 0, 1), 2, 3);
    row(Conv2d.of(2, 3), 2, 4, 5);
    row(Conv2d.of(4, 2, 3).stride(2, 1).padding(1, 2).groups(2), 2, 4, 3);
    row(Conv2d.of(1, 2).dilation(2, 1).withoutBias(), 1, 3, 2);
    row(Dense.units(3), 4);
    row(Dense.units(1).withoutBias(), 1);
    row(Dense.units(2), 3, 5);
    row(Dropout.rate(0.4), 6);
    row(Dropout.rate(0), 2, 3);
    row(new Flatten(), 2, 3, 2);
    // an epsilon at which differences see the curvature of rows that are nearly constant
    row(new LayerNorm().withEpsilon(0.1), 5);
    row(LayerNorm.axes(2).withEpsilon(0.1), 2, 2, 3);
    row(Lstm.hidden(2), 3, 2);
    row(Lstm.hidden(1).returningSequences(), 2, 3);
    row(MaxPool2d.of(2), 2, 4, 5);
    row(MaxPool2d.of(3, 2).stride(2, 1).padding(1), 1, 4, 3);
    row(new Normalize(Normalize.Kind.ZSCORE), 4);
    row(
        Sequential.of(Dense.units(4), Activate.with("sigmoid"), Dropout.rate(0.3), Dense.units(2)),
        3);
  }

  private static void row(LayerSpec spec, int... sample) {
    LAYERS
        .computeIfAbsent(spec.id(), id -> new ArrayList<>())
        .add(new LayerRow(spec, Shape.of(sample)));
  }

  /** Those with options that change what is computed; the others are taken from the registry. */
  private static final List<Loss> CONFIGURED_LOSSES =
      List.of(
          new SmoothL1(0),
          new KullbackLeibler(true),
          new PoissonNll(true, true, 1e-8),
          new GaussianNll(true, 1e-6),
          new TripletMargin(1, 3, 1e-6, true),
          new MultiMargin(2, 0.5),
          new CrossEntropyOfProbabilities(0.2),
          new BinaryCrossEntropyWithLogits().withPositiveWeights(0.5, 2, 1, 3, 1, 1),
          CrossEntropy.ofClassIndices().withLabelSmoothing(0.2),
          CrossEntropy.ofClassIndices().withClassWeights(0.5, 2, 1, 3, 1, 1),
          CrossEntropy.ofClassIndices().withIgnoreIndex(1));

  @Example
  void everyLayerAndLossHasARow() {
    assertThat(LAYERS.keySet()).containsExactlyElementsOf(REGISTRY.layers());
    TreeSet<String> known = new TreeSet<>();
    losses().forEach(loss -> known.add(loss.getClass().getName()));
    TreeSet<String> found = new TreeSet<>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.cotangent")
            .stream()
            .filter(type -> type.isAssignableTo(Loss.class) && !type.isInterface())
            .filter(type -> !type.getPackageName().startsWith("dev.cotangent.examples"))
            .forEach(type -> found.add(type.getName()));
    assertThat(known).isEqualTo(found);
    assertThat(REGISTRY.activations())
        .contains("identity", "relu", "sigmoid", "tanh")
        .hasSizeGreaterThan(25);
  }

  private static List<Loss> losses() {
    List<Loss> losses = new ArrayList<>(CONFIGURED_LOSSES);
    REGISTRY.losses().forEach(id -> losses.add(REGISTRY.loss(id)));
    return losses;
  }

  @Property(tries = 40)
  void everyActivation(@ForAll long seed) {
    for (String id : REGISTRY.activations()) {
      Activation activation = REGISTRY.activation(id);
      Points points = new Points(seed);
      check(
          id,
          seed,
          in -> activation.apply(in.get(0)),
          List.of(points.draw(points.pick(ALONG_ROWS.contains(id) ? ROWS : SHAPES), 2)));
    }
  }

  /** A square makes the cotangent depend on the input, which second order then sees. */
  @Property(tries = 20)
  void everyActivationWithinALargerFunction(@ForAll long seed) {
    for (String id : REGISTRY.activations()) {
      Activation activation = REGISTRY.activation(id);
      Tensor x = new Points(seed).draw(Shape.of(6), 2).add(0.05); // off the kinks at 0
      check(id, seed, in -> activation.apply(in.get(0)).square(), List.of(x));
    }
  }

  @Property(tries = 20)
  void everyLayerInTrainingAndInPrediction(@ForAll long seed) {
    LAYERS.forEach(
        (id, rows) ->
            rows.forEach(
                row -> {
                  check(row, seed, true);
                  check(row, seed, false);
                }));
  }

  private static void check(LayerRow row, long seed, boolean training) {
    Model model = row.spec().build(row.sample(), 1, REGISTRY);
    List<Parameter> parameters = model.parameters();
    Points points = new Points(seed);
    List<Tensor> at = new ArrayList<>();
    at.add(input(row, points));
    for (Parameter parameter : parameters) {
      Tensor value = points.draw(parameter.shape(), 1);
      at.add(parameter.trainable() ? value : value.square().add(0.5)); // a scale is no zero
    }
    check(
        row.spec() + (training ? " in training" : " in prediction"),
        seed,
        in ->
            model.forward(
                in.get(0), new FixedContext(training, parameters, in.subList(1, in.size()))),
        at);
  }

  private static Tensor input(LayerRow row, Points points) {
    Shape batch = row.sample().prepend(points.pick(List.of(1, 2, 3)));
    if (row.spec() instanceof IndexInput indexed) {
      // between whole numbers, where cutting off a fraction is flat
      int[] indices = points.labels(batch.size(), indexed.indices());
      return Tensor.of(batch, indices).cast(DType.F64).add(0.25).eval();
    }
    return distinct(points.draw(batch, 1));
  }

  /**
   * The elements, no two of which are equal. Where several windows of pooling share elements that
   * are equal, each window has a gradient between its own one-sided slopes, but their sum need not
   * lie between the sums.
   */
  private static Tensor distinct(Tensor x) {
    Tensor steps = Tensor.iota(x.shape().size()).reshape(x.shape()).cast(x.dtype());
    return x.add(steps.mul(1e-3)).eval();
  }

  @Property(tries = 30)
  void everyLoss(@ForAll long seed) {
    for (Loss loss : losses()) {
      Points points = new Points(seed);
      int rows = points.pick(List.of(1, 2, 5));
      Tensor prediction = points.draw(Shape.of(rows, 6), 2);
      if (loss.targetType().isFloating()) {
        Tensor drawn = points.draw(loss.targetShape(prediction.shape()), 1);
        Tensor target = loss.id().equals("kl_div") ? drawn.square().eval() : drawn;
        check(
            loss.toString(),
            seed,
            in -> loss.terms(admissible(loss, in.get(0)), target).mean(),
            List.of(prediction));
        check(
            loss + " by element",
            seed,
            in -> loss.terms(admissible(loss, in.get(0)), target).elements(),
            List.of(prediction));
      } else {
        int[] labels = points.labels(rows, 6);
        labels[0] = 0; // ignoring every row would divide by no weight
        Tensor target = Tensor.of(Shape.of(rows), labels);
        check(
            loss.toString(),
            seed,
            in -> loss.terms(admissible(loss, in.get(0)), target).mean(),
            List.of(prediction));
      }
    }
  }

  /**
   * Probabilities and variances have a range, at whose ends the loss bends without bound, and the
   * cosine of a zero vector bends within a millionth, which no step of differences can see.
   */
  private static Tensor admissible(Loss loss, Tensor x) {
    return switch (loss.id()) {
      case "bce" -> x.sigmoid();
      case "gaussian_nll" -> x.square().add(0.5);
      case "cosine_embedding" -> x.sigmoid().add(0.1).mul(SIGNS);
      default -> x;
    };
  }

  private static void check(
      String what, long seed, Function<List<Tensor>, Tensor> function, List<Tensor> points) {
    GradientReport report = GradientCheck.of(function).withSeed(seed).at(points);
    if (!report.passed()) {
      throw new AssertionError(what + ": " + report);
    }
  }
}
