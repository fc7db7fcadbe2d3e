package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.conformance.Agreement;
import dev.cotangent.conformance.Arrays64;
import dev.cotangent.conformance.Estimate;
import dev.cotangent.conformance.RoundingErrors;
import dev.cotangent.conformance.VectorSet;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.F64Context;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Layers against PyTorch: outputs, and the gradients of inputs and parameters. */
class LayerConformanceTest {

  private static final Map<String, Function<JsonObject, LayerSpec>> LAYERS =
      Map.ofEntries(
          Map.entry("adaptive_avg_pool2d", LayerConformanceTest::adaptiveAvgPool2d),
          Map.entry("avg_pool2d", LayerConformanceTest::avgPool2d),
          Map.entry("batch_norm1d", a -> new BatchNorm1d(a.number("eps"), a.number("momentum"))),
          Map.entry("batch_norm2d", a -> new BatchNorm2d(a.number("eps"), a.number("momentum"))),
          Map.entry(
              "bilinear", a -> Bilinear.of(a.integer("in1"), a.integer("in2"), a.integer("out"))),
          Map.entry("conv1d", LayerConformanceTest::conv1d),
          Map.entry("conv2d", LayerConformanceTest::conv2d),
          Map.entry("embedding", a -> Embedding.of(a.integer("num"), a.integer("dim"))),
          Map.entry("layer_norm", LayerConformanceTest::layerNorm),
          Map.entry("linear", a -> new Dense(a.integer("out"), a.bool("bias"))),
          Map.entry(
              "max_pool1d", a -> new MaxPool1d(a.integer("kernel_size"), a.integer("stride"), 0)),
          Map.entry("max_pool2d", LayerConformanceTest::maxPool2d),
          Map.entry("permute", a -> Permute.of(a.array("axes").integers())),
          Map.entry("rms_norm", a -> new RmsNorm().withEpsilon(a.number("eps"))),
          Map.entry("upsample2d", LayerConformanceTest::upsample2d));

  private static Conv2d conv2d(JsonObject attributes) {
    int[] kernel = pair(attributes, "kernel_size", 1);
    int[] stride = pair(attributes, "stride", 1);
    int[] padding = pair(attributes, "padding", 0);
    int[] dilation = pair(attributes, "dilation", 1);
    Conv2d layer =
        Conv2d.of(attributes.integer("out"), kernel[0], kernel[1])
            .withStride(stride[0], stride[1])
            .withPadding(padding[0], padding[1])
            .withDilation(dilation[0], dilation[1])
            .withGroups(attributes.has("groups") ? attributes.integer("groups") : 1);
    boolean bias = !attributes.has("bias") || attributes.bool("bias");
    return bias ? layer : layer.withoutBias();
  }

  private static Conv1d conv1d(JsonObject attributes) {
    return Conv1d.of(attributes.integer("out"), attributes.integer("kernel_size"))
        .withStride(attributes.integer("stride"))
        .withPadding(attributes.integer("padding"));
  }

  private static AdaptiveAvgPool2d adaptiveAvgPool2d(JsonObject attributes) {
    int[] size = pair(attributes, "output_size", 1);
    return AdaptiveAvgPool2d.of(size[0], size[1]);
  }

  private static AvgPool2d avgPool2d(JsonObject attributes) {
    int[] kernel = pair(attributes, "kernel_size", 1);
    int[] stride = pair(attributes, "stride", kernel[0]);
    int[] padding = pair(attributes, "padding", 0);
    return AvgPool2d.of(kernel[0], kernel[1])
        .withStride(stride[0], stride[1])
        .withPadding(padding[0], padding[1]);
  }

  private static MaxPool2d maxPool2d(JsonObject attributes) {
    int[] kernel = pair(attributes, "kernel_size", 1);
    int[] stride = pair(attributes, "stride", kernel[0]);
    int[] padding = pair(attributes, "padding", 0);
    return MaxPool2d.of(kernel[0], kernel[1])
        .withStride(stride[0], stride[1])
        .withPadding(padding[0], padding[1]);
  }

  private static Upsample2d upsample2d(JsonObject attributes) {
    int[] scale = pair(attributes, "scale", 1);
    Upsample2d nearest = Upsample2d.of(scale[0], scale[1]);
    return attributes.string("mode").equals("nearest") ? nearest : nearest.withBilinear();
  }

  /** One number for both axes, or two. */
  private static int[] pair(JsonObject attributes, String name, int byDefault) {
    if (!attributes.has(name)) {
      return new int[] {byDefault, byDefault};
    }
    if (attributes.get(name) instanceof JsonArray numbers) {
      return numbers.integers();
    }
    int number = attributes.integer(name);
    return new int[] {number, number};
  }

  @TestFactory
  Stream<DynamicTest> agreeInFloat64() {
    return covered(LayerConformanceTest::checkF64);
  }

  /**
   * Planned on either kernel set, against the same layer in double precision on the same rounded
   * numbers.
   */
  @TestFactory
  Stream<DynamicTest> agreeInFloat32() {
    return covered(LayerConformanceTest::checkF32);
  }

  private static Stream<DynamicTest> covered(Consumer<JsonObject> check) {
    return VectorSet.all().stream()
        .flatMap(
            set ->
                set.cases("layers").stream()
                    .filter(vector -> LAYERS.containsKey(vector.string("name")))
                    .map(
                        vector ->
                            DynamicTest.dynamicTest(
                                title(vector) + ", " + set, () -> check.accept(vector))));
  }

  @Test
  void coverTheseNames() {
    TreeSet<String> missing = new TreeSet<>();
    TreeSet<String> covered = new TreeSet<>();
    for (JsonObject vector : VectorSet.all().get(0).cases("layers")) {
      String name = vector.string("name");
      (LAYERS.containsKey(name) ? covered : missing).add(name);
    }
    missing.remove("lstm"); // LstmConformanceTest
    assertThat(missing)
        .containsExactly(
            "conv_transpose2d",
            "group_norm",
            "gru",
            "instance_norm2d",
            "multi_head_attention",
            "rnn",
            "transformer_encoder_layer");
    assertThat(covered).containsExactlyElementsOf(new TreeSet<>(LAYERS.keySet()));
  }

  /** Only what cancelled to next to nothing may hide it. */
  @Test
  void noticeAFactorOf1001InFloat32() {
    List<Estimate> estimates =
        VectorSet.all().get(0).cases("layers").stream()
            .filter(vector -> LAYERS.containsKey(vector.string("name")))
            .flatMap(vector -> RoundingErrors.of(evaluate(vector, Arrays64::rounded)).stream())
            .toList();
    assertThat(estimates.stream().filter(estimate -> !estimate.notices(1.001)).count())
        .isLessThanOrEqualTo(estimates.size() / 100);
  }

  private static String title(JsonObject vector) {
    return vector.string("name") + " " + vector.object("attrs").compact();
  }

  private static LayerSpec layerNorm(JsonObject attributes) {
    int axes = attributes.array("normalized_shape").items().size();
    return LayerNorm.of(axes).withEpsilon(attributes.number("eps"));
  }

  /** A layer in double precision with its output and gradients: x first, then the parameters. */
  private static List<Tensor> evaluate(JsonObject vector, Function<JsonObject, Tensor> reader) {
    Model model = model(vector);
    IdentityHashMap<Parameter, Tensor> values = new IdentityHashMap<>();
    for (Parameter parameter : model.parameters()) {
      values.put(parameter, reader.apply(stored(vector, parameter)));
    }
    List<Tensor> inputs =
        vector.object("inputs").names().stream()
            .map(name -> reader.apply(vector.object("inputs").object(name)))
            .toList();
    F64Context context = F64Context.of(vector.bool("training"), values);
    Tensor y = model.forward(joined(inputs), context);
    List<Tensor> wrt = new ArrayList<>(hasSlope(vector) ? inputs : List.of());
    trainable(model).forEach(parameter -> wrt.add(values.get(parameter)));
    Tensor cotangent = reader.apply(vector.array("grad_outputs").objects().get(0));
    Gradients gradients = Gradients.of(y, cotangent, wrt);
    List<Tensor> results = new ArrayList<>(List.of(y));
    wrt.forEach(tensor -> results.add(gradients.of(tensor)));
    context.updates().forEach(update -> results.add(update.value()));
    return results;
  }

  /** Several inputs lie one after another in the last axis. */
  private static Tensor joined(List<Tensor> inputs) {
    return inputs.size() == 1 ? inputs.get(0) : Tensor.concat(-1, inputs.toArray(Tensor[]::new));
  }

  private static JsonObject stored(JsonObject vector, Parameter parameter) {
    return vector
        .object(parameter.trainable() ? "params" : "buffers_before")
        .object(parameter.name());
  }

  private static List<Parameter> trainable(Model model) {
    return model.parameters().stream().filter(Parameter::trainable).toList();
  }

  /** Indices have none. */
  private static boolean hasSlope(JsonObject vector) {
    return vector.object("grads").has("x");
  }

  private static void checkF64(JsonObject vector) {
    List<double[]> actual =
        evaluate(vector, Arrays64::exact).stream().map(Tensor::toDoubles).toList();
    JsonObject output = vector.array("outputs").objects().get(0);
    Agreement.assertClose("value", actual.get(0), Arrays64.data(output));
    List<String> names = names(vector);
    assertThat(vector.object("grads").names()).containsExactlyInAnyOrderElementsOf(names);
    for (int i = 0; i < names.size(); i++) {
      double[] expected = Arrays64.data(vector.object("grads").object(names.get(i)));
      Agreement.assertClose(names.get(i), actual.get(i + 1), expected);
    }
    List<Parameter> states =
        model(vector).parameters().stream().filter(p -> !p.trainable()).toList();
    assertThat(actual).hasSize(1 + names.size() + (vector.bool("training") ? states.size() : 0));
    for (int i = 1 + names.size(); i < actual.size(); i++) {
      String name = states.get(i - 1 - names.size()).name();
      double[] after = Arrays64.data(vector.object("buffers_after").object(name));
      Agreement.assertClose(name, actual.get(i), after);
    }
  }

  private static void checkF32(JsonObject vector) {
    List<Estimate> expected = RoundingErrors.of(evaluate(vector, Arrays64::rounded));
    for (String set : List.of("portable", "vector")) {
      Agreement.assertRounded(set, planned(vector, Registry.standard().kernels(set)), expected);
    }
  }

  private static List<double[]> planned(JsonObject vector, Kernels kernels) {
    Model model = model(vector);
    PlanContext context =
        vector.bool("training") ? PlanContext.forTraining() : PlanContext.forInference();
    JsonObject arrays = vector.object("inputs");
    List<Tensor> inputs =
        arrays.names().stream()
            .map(name -> Tensor.input(name, DType.F32, Arrays64.shape(arrays.object(name))))
            .toList();
    Tensor y = model.forward(joined(inputs), context);
    List<Tensor> wrt = new ArrayList<>(hasSlope(vector) ? inputs : List.of());
    for (Parameter parameter : model.parameters()) {
      JsonObject values = stored(vector, parameter);
      model.store().write(parameter, Arrays64.narrow(values).toFloats());
    }
    trainable(model).forEach(parameter -> wrt.add(context.read(parameter)));
    Tensor cotangent = Arrays64.narrow(vector.array("grad_outputs").objects().get(0));
    Gradients gradients = Gradients.of(y, cotangent, wrt);
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    wrt.forEach(tensor -> outputs.add(gradients.of(tensor)));
    context.updates().forEach(update -> outputs.add(update.value()));
    Run run = Plan.compile(outputs, kernels).newRun(model.store());
    for (String name : arrays.names()) {
      run.feed(name, Arrays64.narrow(arrays.object(name)).toFloats(), 0);
    }
    run.execute();
    List<double[]> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(run.read(i));
    }
    return results;
  }

  private static List<String> names(JsonObject vector) {
    List<String> names =
        new ArrayList<>(hasSlope(vector) ? vector.object("inputs").names() : List.of());
    trainable(model(vector)).forEach(parameter -> names.add("param:" + parameter.name()));
    return names;
  }

  private static Model model(JsonObject vector) {
    JsonObject inputs = vector.object("inputs");
    Shape shape = Arrays64.shape(inputs.object("x"));
    for (String name : inputs.names()) {
      int length = Arrays64.shape(inputs.object(name)).dim(-1);
      shape = name.equals("x") ? shape : shape.with(-1, shape.dim(-1) + length);
    }
    LayerSpec spec =
        Objects.requireNonNull(LAYERS.get(vector.string("name"))).apply(vector.object("attrs"));
    return Model.build(spec, shape.without(0), 1);
  }
}
