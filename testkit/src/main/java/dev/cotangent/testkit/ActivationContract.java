package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.model.Activation;
import dev.cotangent.core.model.ElementActivation;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.op.Accelerated;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.layers.Activate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What every activation keeps: {@code ActivationContract.check(MyActivation.class)} throws if one
 * of these checks fails.
 *
 * <ul>
 *   <li>{@code id}: lower-case and stable
 *   <li>{@code attributes}: go there and back; an unknown one is an error that names it
 *   <li>{@code services}: both declarations name the class (for a class alone)
 *   <li>{@code save_load}: a saved model with it predicts the same bits (for a class alone)
 *   <li>{@code shape}: the result has the shape of the input, or the documented one
 *   <li>{@code gradient}: first and second order against five-point differences in doubles
 *   <li>{@code kinks}: derivative and value jump only where {@link Activation#kinks} says, and the
 *       gradient there lies between the slopes of both sides
 *   <li>{@code extremes}: no NaN and no infinite gradient at ±0, tiny and huge inputs
 *   <li>{@code rows}: a row of a batch is what it is alone, and NaN stays in its row
 *   <li>{@code accelerator}: value and derivative of one element agree with {@code apply} (for an
 *       {@link ElementActivation} alone)
 *   <li>{@code linearity}: backwards, a sum of cotangents gives the sum of the gradients
 *   <li>{@code repetition}, {@code threads}: the same bits again, on sixteen threads too
 *   <li>{@code untouched}: inputs and cotangents are not written to
 *   <li>{@code float32}, {@code kernels}: float32 agrees with doubles, vector with portable kernels
 *   <li>{@code allocation}: a plan's steady state allocates nothing
 * </ul>
 *
 * <p>Immutable. A check that fails names the element, both values and the seed.
 */
public final class ActivationContract extends PluginContract {

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(1),
          Shape.of(6),
          Shape.of(38),
          Shape.of(3, 4),
          Shape.of(5, 18),
          Shape.of(2, 3, 6));

  private static final double[] EXTREMES = {
    0, -0.0, 1e-30, -1e-30, 1e-8, -1e-8, 20, -20, 40, -40, 88, -88, 104, -104, 1e4, -1e4, 1e30,
    -1e30
  };

  private static final double ACCELERATOR_TOLERANCE = 1e-12;
  private static final double FLOAT_TOLERANCE = 2e-5;
  private static final int ROWS = 3;
  private static final int WIDTH = 6;

  private final Activation activation;
  private final Optional<Class<? extends Activation>> type;
  private final Registry registry;
  private final long seed;

  private ActivationContract(
      Activation activation,
      Optional<Class<? extends Activation>> type,
      Registry registry,
      long seed) {
    this.activation = activation;
    this.type = type;
    this.registry = registry;
    this.seed = seed;
  }

  /** The contract of a class with its default attributes, its declarations included. */
  public static ActivationContract of(Class<? extends Activation> type) {
    Registry own = Registry.discover(PluginChecks.loader(type));
    return new ActivationContract(PluginChecks.make(type), Optional.of(type), own, 0);
  }

  /** The contract of an activation, whether or not it can be found. */
  public static ActivationContract of(Activation activation) {
    return new ActivationContract(activation, Optional.empty(), Registry.standard(), 0);
  }

  /**
   * Checks a class with its default attributes.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Activation> type) {
    of(type).report().assertPassed();
  }

  /** The same contract among the plugins of another registry, such as one that loaded a jar. */
  public ActivationContract withRegistry(Registry other) {
    return new ActivationContract(activation, type, other, seed);
  }

  /** The same contract with other random points. */
  public ActivationContract withSeed(long newSeed) {
    return new ActivationContract(activation, type, registry, newSeed);
  }

  @Override
  Checks checks() {
    Checks checks = new Checks("activation '" + activation.id() + "'", seed);
    checks.add("id", () -> PluginChecks.id(activation.id(), activation.id()));
    checks.add(
        "attributes",
        () -> PluginChecks.attributes(activation, activation::with, Activation::attributes));
    type.ifPresent(
        found ->
            checks
                .add("services", () -> PluginChecks.services(found, Activation.class))
                .add("save_load", this::saveAndLoad));
    checks
        .add("shape", this::shape)
        .add("kinks", this::kinks)
        .add("extremes", this::extremes)
        .add("rows", this::rows);
    if (activation instanceof ElementActivation accelerated) {
      checks.add("accelerator", () -> accelerator(accelerated));
    }
    return new FunctionChecks(subjects(), registry, seed).addTo(checks);
  }

  private Subject subject(Shape shape) {
    return new Subject(in -> activation.apply(in.get(0)), List.of(shape));
  }

  /** At all shapes that it takes. */
  private List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    for (Shape shape : SHAPES) {
      if (takes(shape)) {
        subjects.add(subject(shape));
      }
    }
    return subjects.isEmpty() ? List.of(subject(SHAPES.get(0))) : subjects;
  }

  /** What else may be wrong shows in the checks. */
  private boolean takes(Shape shape) {
    try {
      activation.apply(Tensor.input("x", DType.F64, shape));
      return true;
    } catch (ShapeException notThisOne) {
      return false;
    } catch (RuntimeException broken) {
      return true;
    }
  }

  private void shape() {
    for (Subject subject : subjects()) {
      Shape in = subject.shapes().get(0);
      Shape expected = activation.outputShape(in);
      Tensor y = activation.apply(Tensor.input("x", DType.F64, in));
      Checks.that(
          y.shape().equals(expected) && y.dtype() == DType.F64,
          "of F64 " + in + " comes " + y.type() + ", not F64 " + expected);
    }
  }

  /** Whether a result looks at its own element alone, so that it is a function of one number. */
  private boolean elementwise() {
    Subject subject = subject(Shape.of(WIDTH));
    double[] at = new Draw(seed, "elementwise").doubles(WIDTH, 1);
    double[] changed = at.clone();
    changed[0] += 1;
    if (!subject.output().equals(Shape.of(WIDTH))) {
      return false;
    }
    double[] ones = new double[WIDTH];
    double[] y = subject.inDoubles(List.of(at), ones).get(0);
    double[] other = subject.inDoubles(List.of(changed), ones).get(0);
    for (int i = 1; i < WIDTH; i++) {
      if (y[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  private void kinks() {
    if (!elementwise()) {
      return; // a softmax has no kinks of one number
    }
    Subject one = subject(Shape.of(1));
    new KinkScan(one.function(), activation.kinks()).run();
    for (double kink : activation.kinks()) {
      GradientReport report =
          GradientCheck.of(one.function())
              .withSeed(seed)
              .withOrder(1)
              .at(Tensor.of(Shape.of(1), kink));
      Checks.that(report.passed() || isJump(one, kink), "at the kink " + kink + ", " + report);
    }
  }

  /** A value that jumps has no slope there. */
  private static boolean isJump(Subject one, double at) {
    double step = Math.max(1e-9, Math.abs(at) * 1e-9);
    double[] ones = {1};
    double left = one.inDoubles(List.of(new double[] {at - step}), ones).get(0)[0];
    double right = one.inDoubles(List.of(new double[] {at + step}), ones).get(0)[0];
    return Math.abs(right - left) > 1e-3;
  }

  private void extremes() {
    Shape shape = Shape.of(ROWS, WIDTH);
    Subject subject = subject(shape);
    for (double extreme : EXTREMES) {
      double[] at = new Draw(seed, "extremes").doubles(shape.size(), 1);
      at[1] = extreme;
      double[] cotangent = new double[subject.output().size()];
      Arrays.fill(cotangent, 1);
      noNan("in doubles", extreme, subject.inDoubles(List.of(at), cotangent));
      noNan(
          "in float32",
          extreme,
          subject.on(registry.portable()).at(List.of(Draw.floats(at)), Draw.floats(cotangent)));
    }
  }

  private static void noNan(String where, double extreme, List<double[]> results) {
    for (double value : results.get(0)) {
      Checks.that(!Double.isNaN(value), where + " an input of " + extreme + " gives NaN");
    }
    for (double value : results.get(1)) {
      Checks.that(
          !Double.isNaN(value) && (Math.abs(extreme) > 1e3 || Double.isFinite(value)),
          where + " the gradient at an input of " + extreme + " is " + value);
    }
  }

  /** Value and derivative of one element against the expression; as a layer uses them. */
  private void accelerator(ElementActivation accelerated) {
    double[] at = new Draw(seed, "accelerator").doubles(EXTREMES.length + 40, 3);
    System.arraycopy(EXTREMES, 0, at, 0, EXTREMES.length);
    double[] ones = new double[at.length];
    Arrays.fill(ones, 1);
    Shape shape = Shape.of(at.length);
    List<double[]> expected = subject(shape).inDoubles(List.of(at), ones);
    Subject fast = new Subject(in -> new Accelerated(accelerated).on(in.get(0)), List.of(shape));
    List<double[]> found = fast.inDoubles(List.of(at), ones);
    for (int i = 0; i < at.length; i++) {
      near("value", at[i], expected.get(0)[i], found.get(0)[i]);
      near("derivative", at[i], expected.get(1)[i], found.get(1)[i]);
    }
    Numbers.close(
        "in float32 by value and derivative",
        expected,
        fast.on(registry.portable()).at(List.of(Draw.floats(at)), Draw.floats(ones)),
        FLOAT_TOLERANCE);
    GradientReport report =
        GradientCheck.of(fast.function())
            .withSeed(seed)
            .at(Tensor.of(Shape.of(20), new Draw(seed, "second").doubles(20, 2)));
    Checks.that(report.passed(), "by value and derivative, " + report);
  }

  private static void near(String what, double x, double expected, double found) {
    double error = Math.abs(expected - found);
    Checks.that(
        expected == found || error <= ACCELERATOR_TOLERANCE * Math.max(1, Math.abs(expected)),
        "the " + what + " at " + x + " is " + found + ", by apply it is " + expected);
  }

  private void rows() {
    FunctionChecks.rows(
        subject(Shape.of(ROWS, WIDTH)), subject(Shape.of(1, WIDTH)), registry, seed);
  }

  private void saveAndLoad() throws IOException {
    Activate layer = Activate.with(activation.id(), activation.attributes());
    Model model = layer.build(Shape.of(WIDTH), 1, registry);
    float[] at = Draw.floats(new Draw(seed, "save").doubles(WIDTH, 1));
    double[] expected = doubles(model.predictor().predict(at));
    Path file = Files.createTempFile("cotangent", ".safetensors");
    try {
      model.save(file);
      double[] loaded = doubles(Model.load(file, registry).predictor().predict(at));
      Numbers.sameBits("a saved model", expected, loaded);
      double[] own =
          subject(Shape.of(1, WIDTH))
              .on(registry.portable())
              .at(List.of(at), new float[expected.length])
              .get(0);
      Numbers.sameBits("the activation that the id finds", own, loaded);
    } finally {
      Files.delete(file);
    }
  }

  private static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
