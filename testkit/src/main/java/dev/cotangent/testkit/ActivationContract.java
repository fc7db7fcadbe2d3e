package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.ElementActivation;
import dev.cotangent.layers.Activate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The contract of activations: {@code ActivationContract.check(MyActivation.class)} throws if one
 * of these checks fails.
 *
 * <ul>
 *   <li>{@code id}: lower-case and stable
 *   <li>{@code attributes}: survive a round trip; an unknown attribute, or a value of the wrong
 *       type, is an error that names it
 *   <li>{@code services}: both declarations name the class and agree with each other (classes only)
 *   <li>{@code save_load}: a saved and loaded model predicts the same bits (classes only)
 *   <li>{@code saved}: a new instance with the attributes of another behaves like it, bit for bit,
 *       for any attributes and record components; absent attributes keep the constructor's values;
 *       {@code with} does not modify the instance
 *   <li>{@code jvms}: another JVM, with other hash codes, language, time zone and number of
 *       processors, gives the same bits (classes only)
 *   <li>{@code shape}: the result has the shape of the input, or the documented shape
 *   <li>{@code gradient}: first- and second-order gradients agree with five-point differences in
 *       double precision
 *   <li>{@code kinks}: value and derivative jump only at the declared {@link Activation#kinks}, and
 *       the gradient there lies between the slopes of both sides
 *   <li>{@code places}: first and second derivatives at tens of thousands of points of magnitude
 *       1e-7 to 1e4, also outside the domain wherever the function is finite, and float32 at the
 *       same points (element-wise functions)
 *   <li>{@code sizes}: with 1 to 10,000 elements in up to six axes, an element has the same value
 *       and derivatives as in a short vector; for other functions the derivatives are right in all
 *       these shapes
 *   <li>{@code extremes}: no NaN and no infinite gradient at ±0, tiny and huge inputs, near the
 *       ends of the domain and inside it
 *   <li>{@code rows}: a row of a batch gives the same result as alone, and NaN stays in its row
 *   <li>{@code accelerator}: the scalar value and derivative agree with {@code apply} ({@link
 *       ElementActivation} only)
 *   <li>{@code linearity}: the backward pass is linear: a sum of cotangents gives the sum of the
 *       gradients
 *   <li>{@code repetition}, {@code threads}: the same bits on every call, also on eight threads,
 *       each with other inputs
 *   <li>{@code untouched}: inputs and cotangents are not modified, in double precision and in
 *       float32
 *   <li>{@code float32}, {@code kernels}: float32 agrees with double precision, vector kernels with
 *       portable ones
 *   <li>{@code allocation}: a plan allocates nothing in its steady state
 * </ul>
 *
 * <p>Inputs are in the {@linkplain Activation#domain domain}; some shapes are fixed, others are
 * drawn from the seed.
 *
 * <p>Immutable. A failure names the element, both values and the seed, and ends with a line of Java
 * that repeats the check. Anything that the plugin throws is a failure, and so is a check that does
 * not return within a minute ({@link #withTimeLimit}); only an {@link OutOfMemoryError} is
 * rethrown.
 */
public final class ActivationContract extends PluginContract {

  private static final int ROWS = 3;

  /** A magnitude at which exponentials of differences overflow. */
  private static final double LARGE = 2000;

  private static final int WIDTH = ActivationSubjects.WIDTH;

  private final Activation activation;
  private final Optional<Class<? extends Activation>> type;
  private final Registry registry;
  private final Recipe recipe;
  private final Conditions conditions;

  private ActivationContract(
      Activation activation,
      Optional<Class<? extends Activation>> type,
      Registry registry,
      Recipe recipe,
      Conditions conditions) {
    this.activation = activation;
    this.type = type;
    this.registry = registry;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /**
   * Creates the contract of a class with its default attributes, including its service
   * declarations.
   *
   * @throws ContractViolation if the class cannot be instantiated
   */
  public static ActivationContract of(Class<? extends Activation> type) {
    return new ActivationContract(
        PluginChecks.make(type),
        Optional.of(type),
        PluginChecks.registry(type),
        Recipe.of("ActivationContract", type),
        Conditions.DEFAULT);
  }

  /** Creates the contract of an instance; checks that need a registered class are left out. */
  public static ActivationContract of(Activation activation) {
    Given.of("contract: the activation", activation);
    return new ActivationContract(
        activation,
        Optional.empty(),
        PluginChecks.registry(),
        Recipe.of("ActivationContract", "activation", activation),
        Conditions.DEFAULT);
  }

  /**
   * Runs all checks of a class with its default attributes.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends Activation> type) {
    of(type).report().assertPassed();
  }

  /** Returns a contract that uses another registry, such as one with plugin jars. */
  public ActivationContract withRegistry(Registry other) {
    Recipe more = recipe.then("withRegistry", "registry", other);
    return new ActivationContract(activation, type, other, more, conditions);
  }

  /**
   * Like {@link #withRegistry}, but the line that repeats a failure does not mention the registry.
   */
  ActivationContract among(Registry other) {
    return new ActivationContract(activation, type, other, recipe, conditions);
  }

  @Override
  public ActivationContract withSeed(long newSeed) {
    return under(conditions.withSeed(newSeed));
  }

  @Override
  public ActivationContract withTimeLimit(Duration limit) {
    return under(conditions.withLimit(limit));
  }

  private ActivationContract under(Conditions other) {
    return new ActivationContract(activation, type, registry, recipe, other);
  }

  @Override
  Checks checks() {
    Checks checks =
        new Checks(
            new Checks.Plugin(PluginKind.ACTIVATION, activation.getClass(), activation::id),
            recipe,
            conditions);
    checks.add("id", () -> PluginChecks.id(activation::id));
    checks.add(
        "attributes",
        () -> PluginChecks.attributes(activation, activation::with, Activation::attributes));
    type.ifPresent(
        found ->
            checks
                .add("services", () -> ServiceDeclarations.check(found, Activation.class))
                .add("save_load", this::saveAndLoad)
                .addBegun("jvms", this::jvms));
    checks
        .add("shape", this::shape)
        .add("saved", this::saved)
        .add("kinks", this::kinks)
        .add("places", this::places)
        .add("sizes", this::sizes)
        .add("extremes", this::extremes)
        .add("rows", this::rows);
    if (activation instanceof ElementActivation accelerated) {
      checks.add(
          "accelerator",
          () -> {
            new AcceleratorCheck(accelerated, registry.portable(), conditions.seed()).run();
            Subject fast = subjects().inALayer(Shape.of(1));
            new AcceleratorScan(subject(1), fast, conditions.seed()).run();
          });
    }
    return new FunctionChecks(() -> subjects().all(), registry, conditions.seed()).addTo(checks);
  }

  private ActivationSubjects subjects() {
    return new ActivationSubjects(activation, conditions.seed());
  }

  private Subject subject(int... dims) {
    return subjects().of(Shape.of(dims));
  }

  private void shape() {
    for (Subject subject : subjects().all()) {
      Shape in = subject.shapes().get(0);
      Shape expected = activation.outputShape(in);
      Tensor y = activation.apply(Tensor.input("x", DType.F64, in));
      Checks.that(Objects.nonNull(y), "apply returns null");
      Checks.that(
          y.shape().equals(expected) && y.dtype() == DType.F64,
          "the result for F64 " + in + " is " + y.type() + ", expected F64 " + expected);
    }
  }

  private void kinks() {
    if (subjects().elementwise()) { // kinks are for element-wise functions
      List<Double> kinks = activation.kinks();
      Checks.that(Objects.nonNull(kinks), "kinks() returns null");
      new KinkCheck(subject(1), kinks, conditions.seed()).run();
    }
  }

  private void places() {
    if (subjects().elementwise()) {
      new PlacesCheck(subject(1), activation.kinks(), registry.portable(), conditions.seed()).run();
    }
  }

  private void sizes() {
    List<Shape> shapes = subjects().taken(WideShapes.all(conditions.seed()));
    if (subjects().elementwise()) {
      new PiecesCheck(subject(1), shapes, conditions.seed()).run();
    } else {
      for (Shape shape : shapes) {
        WideCheck wide = new WideCheck(subjects().of(shape), conditions.seed());
        wide.run(1);
        wide.numbers(LARGE);
      }
    }
  }

  private void extremes() {
    new ExtremesCheck(subject(ROWS, WIDTH), registry.portable(), conditions.seed()).run();
  }

  private void rows() {
    Subject single = subject(1, WIDTH);
    new RowCheck(subject(ROWS, WIDTH), single, registry, conditions.seed()).run();
    int rows = Shapes.rows(conditions.seed(), ROWS + 1, 2 * ROWS);
    new RowCheck(subject(rows, WIDTH), single, registry, conditions.seed()).run();
  }

  private Checks.Check jvms() {
    long seed = conditions.seed();
    ActivationBehaviour behaviour = new ActivationBehaviour(registry.portable(), seed);
    return new TwinCheck<Activation>(
            PluginKind.ACTIVATION, behaviour, activation, registry, seed, Shape.scalar())
        .begin();
  }

  private void saved() {
    ActivationBehaviour behaviour = new ActivationBehaviour(registry.portable(), conditions.seed());
    new SavedCheck<Activation>(
            behaviour, activation, PluginChecks.fresh(type, activation), registry)
        .run();
  }

  private void saveAndLoad() throws IOException {
    Activate layer = Activate.with(activation.id(), activation.attributes());
    Model model = Model.build(layer, Shape.of(WIDTH), 1, registry);
    float[] at = Draw.floats(subject(WIDTH).points(new Draw(conditions.seed(), "save"), 1).get(0));
    double[] expected = Draw.doubles(model.predictor().predict(at));
    Path file = Files.createTempFile("cotangent", ".safetensors");
    try {
      model.save(file);
      double[] loaded = Draw.doubles(Model.load(file, registry).predictor().predict(at));
      Numbers.sameBits("a saved model", expected, loaded);
      double[] own =
          subjects()
              .inALayer(Shape.of(1, WIDTH))
              .on(registry.portable())
              .at(List.of(at), new float[expected.length])
              .get(0);
      Numbers.sameBits("the activation that the id finds", own, loaded);
    } finally {
      Files.delete(file);
    }
  }
}
