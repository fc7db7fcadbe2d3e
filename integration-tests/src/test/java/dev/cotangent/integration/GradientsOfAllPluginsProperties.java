package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.check.example.FixedContext;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.integration.bits.ConfiguredLosses;
import dev.cotangent.integration.bits.LayerRow;
import dev.cotangent.integration.bits.Points;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Checks first- and second-order gradients of every registered activation, layer and loss, by
 * inputs and parameters, against finite differences in float64. A plugin without a row here fails
 * the build.
 */
class GradientsOfAllPluginsProperties {

  /** Ensures that cosines of both signs occur. */
  private static final Tensor SIGNS = Tensor.f64(Shape.of(6), 1d, -1d, 1d, 1d, 1d, -1d);

  private static final Registry REGISTRY = Registry.standard();

  private static final List<Shape> SHAPES =
      List.of(
          Shape.scalar(), Shape.of(0), Shape.of(1), Shape.of(7), Shape.of(3, 5), Shape.of(2, 1, 3));

  /** Activations along an axis, which need elements on it; glu needs an even number. */
  private static final Set<String> ALONG_ROWS = Set.of("glu", "log_softmax", "softmax", "softmin");

  private static final List<Shape> ROWS = List.of(Shape.of(2), Shape.of(6), Shape.of(3, 4));

  @Example
  void everyLayerAndLossHasARow() {
    assertThat(LayerRow.BY_ID.keySet()).containsExactlyElementsOf(REGISTRY.layers());
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
    List<Loss> losses = new ArrayList<>(ConfiguredLosses.ALL);
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

  /** Squares the result, so that the cotangent depends on the input, as second order requires. */
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
    LayerRow.BY_ID.forEach(
        (id, rows) ->
            rows.forEach(
                row -> {
                  check(row, seed, true);
                  check(row, seed, false);
                }));
  }

  private static void check(LayerRow row, long seed, boolean training) {
    Model model = Model.build(row.spec(), row.sample(), 1, REGISTRY);
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
