package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.check.example.FixedContext;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.IndexInput;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The contract of layers, for gradients by input and parameters, in training and in inference:
 * {@code LayerContract.check(MyLayer.class)}, or {@code
 * LayerContract.of(spec).on(sample).report()}.
 *
 * <p>The checks {@code id}, {@code attributes}, {@code services}, {@code save_load}, {@code saved},
 * {@code gradient}, {@code linearity}, {@code repetition}, {@code untouched}, {@code float32},
 * {@code kernels}, {@code threads} and {@code allocation} are those of {@link ActivationContract};
 * {@code shape} compares the output with the declared output shape, and {@code rows} checks
 * inference mode, where samples must not influence each other.
 *
 * <ul>
 *   <li>{@code weights}: a gradient reaches every weight
 *   <li>{@code modes}: training and inference agree: with random draws on average, or in variance;
 *       with states once they have converged on a batch
 *   <li>{@code draws}: random numbers have the batch as first axis and depend on the row: parts of
 *       a batch give the same bits
 *   <li>{@code twice}: two such layers in one model share neither parameters nor random numbers
 * </ul>
 *
 * <p>A layer with several inputs ({@link MultiLayerSpec}) is checked on two inputs of equal shape,
 * or on all that it names, unless {@link #on(Signature)} sets others.
 *
 * <p>Immutable.
 */
public final class LayerContract extends PluginContract {

  /** Samples with few to many axes; by default a layer is checked on the first that it accepts. */
  static final List<Shape> SAMPLES =
      List.of(Shape.of(4), Shape.of(3, 4), Shape.of(2, 4, 3), Shape.of(2, 2, 3, 3), Shape.of(2));

  private static final int ROWS = 3;

  private final LayerSpec spec;
  private final Optional<Class<? extends LayerSpec>> type;
  private final Registry registry;
  private final Optional<Shape> sample;
  private final Optional<Signature> ports;
  private final Recipe recipe;
  private final Conditions conditions;

  private LayerContract(
      LayerSpec spec,
      Optional<Class<? extends LayerSpec>> type,
      Registry registry,
      Optional<Shape> sample,
      Optional<Signature> ports,
      Recipe recipe,
      Conditions conditions) {
    this.spec = spec;
    this.type = type;
    this.registry = registry;
    this.sample = sample;
    this.ports = ports;
    this.recipe = recipe;
    this.conditions = conditions;
  }

  /**
   * Creates the contract of a class with its default attributes, including its service
   * declarations.
   *
   * @throws ContractViolation if the class cannot be instantiated
   */
  public static LayerContract of(Class<? extends LayerSpec> type) {
    return new LayerContract(
        PluginChecks.make(type),
        Optional.of(type),
        PluginChecks.registry(type),
        Optional.empty(),
        Optional.empty(),
        Recipe.of("LayerContract", type),
        Conditions.DEFAULT);
  }

  /** Creates the contract of an instance; checks that need a registered class are left out. */
  public static LayerContract of(LayerSpec spec) {
    Given.of("contract: the spec", spec);
    return new LayerContract(
        spec,
        Optional.empty(),
        PluginChecks.registry(),
        Optional.empty(),
        Optional.empty(),
        Recipe.of("LayerContract", "spec", spec),
        Conditions.DEFAULT);
  }

  /**
   * Runs all checks of a class with its default attributes, on a sample that it accepts.
   *
   * @throws ContractViolation if a check fails
   */
  public static void check(Class<? extends LayerSpec> type) {
    of(type).report().assertPassed();
  }

  /** Returns a contract on samples of the given shape. */
  public LayerContract on(Shape newSample) {
    Recipe more = recipe.then("on", newSample);
    return new LayerContract(
        spec, type, registry, Optional.of(newSample), Optional.empty(), more, conditions);
  }

  /**
   * Returns a contract on several inputs, or on inputs of integers. All checks treat the
   * concatenated float inputs as one row, and likewise the outputs; integers are 0 and 1, or below
   * {@link IndexInput#indices}.
   */
  public LayerContract on(Signature inputs) {
    Recipe more = recipe.then("on", "inputs", inputs);
    return new LayerContract(
        spec, type, registry, Optional.empty(), Optional.of(inputs), more, conditions);
  }

  /** Returns a contract with other attributes. */
  public LayerContract with(LayerSpec configured) {
    Recipe more = recipe.then("with", "spec", configured);
    return new LayerContract(configured, type, registry, sample, ports, more, conditions);
  }

  /** Returns a contract that uses another registry, such as one with plugin jars. */
  public LayerContract withRegistry(Registry other) {
    Recipe more = recipe.then("withRegistry", "registry", other);
    return new LayerContract(spec, type, other, sample, ports, more, conditions);
  }

  /**
   * Like {@link #withRegistry}, but the line that repeats a failure does not mention the registry.
   */
  LayerContract among(Registry other) {
    return new LayerContract(spec, type, other, sample, ports, recipe, conditions);
  }

  @Override
  public LayerContract withSeed(long newSeed) {
    return under(conditions.withSeed(newSeed));
  }

  @Override
  public LayerContract withTimeLimit(Duration limit) {
    return under(conditions.withLimit(limit));
  }

  private LayerContract under(Conditions other) {
    return new LayerContract(spec, type, registry, sample, ports, recipe, other);
  }

  @Override
  Checks checks() {
    Checks checks =
        new Checks(
            new Checks.Plugin(PluginKind.LAYER, spec.getClass(), spec::id), recipe, conditions);
    checks
        .add("id", () -> PluginChecks.id(spec::id))
        .add("attributes", () -> PluginChecks.attributes(spec, this::built, LayerSpec::attributes));
    type.ifPresent(
        found ->
            checks
                .add("services", () -> ServiceDeclarations.check(found, LayerSpec.class))
                .add("save_load", this::saveAndLoad)
                .add("jvms", this::jvms));
    checks
        .add("shape", this::shape)
        .add("saved", this::saved)
        .add("rows", this::rows)
        .add("places", this::places)
        .add("sizes", this::sizes)
        .add("weights", () -> modes().weights())
        .add("modes", () -> modes().modes())
        .add("draws", () -> modes().draws())
        .add("twice", () -> modes().twice());
    return new FunctionChecks(this::subjects, registry, seed()).addTo(checks);
  }

  private long seed() {
    return conditions.seed();
  }

  /** The layer in training, and in inference for a number of rows drawn from the seed. */
  private List<Subject> subjects() {
    return List.of(subject(ROWS, true), subject(Shapes.rows(seed(), 1, ROWS + 1), false));
  }

  /** Applies attributes and builds the layer, which may validate attributes only then. */
  private LayerSpec built(Attributes given) {
    LayerSpec made = spec.with(given);
    Model.build(packed(made), sample(), seed(), registry);
    return made;
  }

  private Shape sample() {
    return ports()
        .map(several -> Shape.of(PackedLayer.width(several)))
        .or(() -> sample)
        .orElseGet(
            () ->
                SAMPLES.stream()
                    .filter(layer()::takes)
                    .findFirst()
                    .orElseThrow(
                        () -> new ContractViolation("it accepts none of the samples " + SAMPLES)));
  }

  /** The inputs that a layer with several inputs is checked on: by default the first it accepts. */
  private Optional<Signature> ports() {
    if (ports.isPresent() || sample.isPresent() || !(spec instanceof MultiLayerSpec several)) {
      return ports;
    }
    List<String> names = several.inputNames().isEmpty() ? List.of("0", "1") : several.inputNames();
    if (names.size() == 1) {
      return Optional.empty();
    }
    return SAMPLES.stream().map(each -> all(names, each)).filter(this::takes).findFirst();
  }

  private static Signature all(List<String> names, Shape each) {
    Signature ports = Signature.of(names.get(0), each);
    for (String name : names.subList(1, names.size())) {
      ports = ports.and(name, each);
    }
    return ports;
  }

  private boolean takes(Signature several) {
    try {
      Model.build(spec, several, seed(), registry);
      return true;
    } catch (ShapeException e) {
      return false;
    }
  }

  /** The layer as one with a single input. */
  private LayerSpec packed(LayerSpec layer) {
    return ports().<LayerSpec>map(several -> new PackedLayer(layer, several)).orElse(layer);
  }

  private Model model() {
    return Model.build(packed(spec), sample(), seed(), registry);
  }

  private LayerSubjects layer() {
    return new LayerSubjects(packed(spec), registry, seed());
  }

  private Subject subject(int rows, boolean training) {
    return layer().of(sample(), rows, training);
  }

  private void sizes() {
    boolean one = sample.isPresent() || ports().isPresent();
    List<Shape> others = one ? List.of(sample()) : layer().wide();
    new LayerSizes(layer(), sample(), others, seed()).run();
  }

  private void places() {
    if (!looksUp()) {
      List<double[]> rows = new ScanRows(Domain.ALL, sample().size(), seed()).rows();
      new LineScan(count -> layer().ofInput(sample(), count), "the input", 2, seed()).run(rows);
      new FloatRows(layer().ofInput(sample(), rows.size()), registry.portable(), seed()).run(rows);
    }
  }

  private void shape() {
    Model model = model();
    Tensor x = Tensor.input("x", DType.F32, sample().prepend(ROWS));
    List<Tensor> values =
        model.parameters().stream()
            .map(parameter -> Tensor.full(Tensor.parameter(parameter).type(), 0.5))
            .toList();
    Tensor y =
        model.forward(
            layer().input(x), new FixedContext(false, model.parameters(), values, DType.F32));
    Shape declared = model.outputShape().prepend(ROWS);
    Checks.that(
        y.shape().equals(declared) && y.dtype() == DType.F32,
        "the output is " + y.type() + ", but the declared output is F32 " + declared);
  }

  private void rows() {
    if (!looksUp()) {
      Subject single = subject(1, false);
      new RowCheck(subject(ROWS, false), single, registry, seed()).run();
      int rows = Shapes.rows(seed(), ROWS + 1, 2 * ROWS);
      new RowCheck(subject(rows, false), single, registry, seed()).run();
    }
  }

  private boolean looksUp() {
    return packed(spec) instanceof IndexInput;
  }

  private void jvms() {
    Shape sample = sample();
    LayerBehaviour behaviour = new LayerBehaviour(sample, registry, seed());
    new TwinCheck<LayerSpec>(PluginKind.LAYER, behaviour, packed(spec), registry, seed(), sample)
        .run();
  }

  private LayerModes modes() {
    return new LayerModes(packed(spec), sample(), registry, seed());
  }

  private void saved() {
    LayerBehaviour behaviour = new LayerBehaviour(sample(), registry, seed());
    Supplier<LayerSpec> fresh = PluginChecks.fresh(type, spec);
    new SavedCheck<LayerSpec>(behaviour, packed(spec), () -> packed(fresh.get()), registry).run();
  }

  private void saveAndLoad() throws IOException {
    Signature inputs = ports().orElseGet(() -> Signature.of(sample()));
    Model model = Model.build(spec, inputs, seed(), registry);
    Map<String, Object> at = new LinkedHashMap<>();
    inputs.names().forEach(name -> at.put(name, drawn(name, inputs.port(name))));
    Path file = Files.createTempFile("cotangent", ".safetensors");
    try {
      model.save(file);
      Map<String, float[]> expected = model.predictor().predict(at);
      Map<String, float[]> loaded = Model.load(file, registry).predictor().predict(at);
      for (String name : expected.keySet()) {
        Checks.that(
            Arrays.equals(expected.get(name), loaded.get(name)),
            "a saved and loaded model predicts something else");
      }
    } finally {
      Files.delete(file);
    }
  }

  /** A random sample; zeros for integers, which every layer accepts. */
  private Object drawn(String name, Port port) {
    int size = port.sample().size();
    if (port.dtype() != DType.F32) {
      return new int[size];
    }
    return looksUp()
        ? new float[size]
        : Draw.floats(new Draw(seed(), "save" + name).doubles(size, 1));
  }
}
