package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.F64Context;
import dev.cotangent.core.model.LayerSpec;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.StateUpdate;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
          Map.entry("embedding", a -> new Embedding(a.integer("num"), a.integer("dim"))),
          Map.entry("layer_norm", LayerConformanceTest::layerNorm),
          Map.entry("linear", a -> new Dense(a.integer("out"), a.bool("bias"))),
          Map.entry(
              "max_pool1d", a -> new MaxPool1d(a.integer("kernel_size"), a.integer("stride"), 0)),
          Map.entry("max_pool2d", LayerConformanceTest::maxPool2d),
          Map.entry("rms_norm", a -> new RmsNorm().withEpsilon(a.number("eps"))));

  /** Layers that divide by what they are given: no sum of magnitudes bounds their rounding. */
  private static final Set<String> DIVIDING =
      Set.of("batch_norm1d", "batch_norm2d", "layer_norm", "rms_norm");

  private static Conv2d conv2d(JsonObject attributes) {
    int[] kernel = pair(attributes, "kernel_size", 1);
    int[] stride = pair(attributes, "stride", 1);
    int[] padding = pair(attributes, "padding", 0);
    int[] dilation = pair(attributes, "dilation", 1);
    Conv2d layer =
        Conv2d.of(attributes.integer("out"), kernel[0], kernel[1])
            .stride(stride[0], stride[1])
            .padding(padding[0], padding[1])
            .dilation(dilation[0], dilation[1])
            .groups(attributes.has("groups") ? attributes.integer("groups") : 1);
    boolean bias = !attributes.has("bias") || attributes.bool("bias");
    return bias ? layer : layer.withoutBias();
  }

  private static Conv1d conv1d(JsonObject attributes) {
    return Conv1d.of(attributes.integer("out"), attributes.integer("kernel_size"))
        .stride(attributes.integer("stride"))
        .padding(attributes.integer("padding"));
  }

  private static AdaptiveAvgPool2d adaptiveAvgPool2d(JsonObject attributes) {
    int[] size = pair(attributes, "output_size", 1);
    return new AdaptiveAvgPool2d(size[0], size[1]);
  }

  private static AvgPool2d avgPool2d(JsonObject attributes) {
    int[] kernel = pair(attributes, "kernel_size", 1);
    int[] stride = pair(attributes, "stride", kernel[0]);
    int[] padding = pair(attributes, "padding", 0);
    return AvgPool2d.of(kernel[0], kernel[1])
        .stride(stride[0], stride[1])
        .padding(padding[0], padding[1]);
  }

  private static MaxPool2d maxPool2d(JsonObject attributes) {
    int[] kernel = pair(attributes, "kernel_size", 1);
    int[] stride = pair(attributes, "stride", kernel[0]);
    int[] padding = pair(attributes, "padding", 0);
    return MaxPool2d.of(kernel[0], kernel[1])
        .stride(stride[0], stride[1])
        .padding(padding[0], padding[1]);
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
    return covered().map(vector -> DynamicTest.dynamicTest(title(vector), () -> checkF64(vector)));
  }

  @TestFactory
  Stream<DynamicTest> agreeInFloat32() {
    return Stream.of("portable", "vector")
        .map(Registry.standard()::kernels)
        .flatMap(LayerConformanceTest::agreeInFloat32);
  }

  private static Stream<DynamicTest> agreeInFloat32(Kernels kernels) {
    return covered()
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    title(vector) + " on " + kernels.id(), () -> checkF32(vector, kernels)));
  }

  @Test
  void coverTheseNames() {
    TreeSet<String> missing = new TreeSet<>();
    TreeSet<String> covered = new TreeSet<>();
    for (JsonObject vector : cases()) {
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
            "transformer_encoder_layer",
            "upsample2d");
    assertThat(covered).containsExactlyElementsOf(new TreeSet<>(LAYERS.keySet()));
  }

  private static Stream<JsonObject> covered() {
    return cases().stream().filter(vector -> LAYERS.containsKey(vector.string("name")));
  }

  private static List<JsonObject> cases() {
    try {
      return Conformance.cases("layers.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String title(JsonObject vector) {
    return vector.string("name") + " " + vector.object("attrs").compact();
  }

  private static LayerSpec layerNorm(JsonObject attributes) {
    int axes = attributes.array("normalized_shape").items().size();
    return LayerNorm.axes(axes).withEpsilon(attributes.number("eps"));
  }

  /** A layer in double precision with its output and gradients: x first, then the parameters. */
  private static List<double[]> evaluate(
      JsonObject vector,
      Function<JsonObject, Tensor> reader,
      Function<JsonObject, Tensor> cotangentReader) {
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
    Tensor cotangent = cotangentReader.apply(vector.array("grad_outputs").objects().get(0));
    Gradients gradients = Gradients.of(y, cotangent, wrt);
    List<double[]> results = new ArrayList<>(List.of(y.toDoubles()));
    wrt.forEach(tensor -> results.add(gradients.of(tensor).toDoubles()));
    for (StateUpdate update : context.updates()) {
      results.add(update.value().toDoubles());
    }
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
    List<double[]> actual = evaluate(vector, Conformance::doubles, Conformance::doubles);
    JsonObject output = vector.array("outputs").objects().get(0);
    Conformance.assertClose("value", actual.get(0), Conformance.data(output));
    List<String> names = names(vector);
    assertThat(vector.object("grads").names()).containsExactlyInAnyOrderElementsOf(names);
    for (int i = 0; i < names.size(); i++) {
      double[] expected = Conformance.data(vector.object("grads").object(names.get(i)));
      Conformance.assertClose(names.get(i), actual.get(i + 1), expected);
    }
    List<Parameter> states =
        model(vector).parameters().stream().filter(p -> !p.trainable()).toList();
    assertThat(actual).hasSize(1 + names.size() + (vector.bool("training") ? states.size() : 0));
    for (int i = 1 + names.size(); i < actual.size(); i++) {
      String name = states.get(i - 1 - names.size()).name();
      double[] after = Conformance.data(vector.object("buffers_after").object(name));
      Conformance.assertClose(name, actual.get(i), after);
    }
  }

  /**
   * Float32 on either kernel set against float64 on the same rounded numbers, to 2e-6 of the
   * magnitudes that are added: those come from the same layer of absolute values, or are the
   * largest in each array.
   */
  private static void checkF32(JsonObject vector, Kernels kernels) {
    List<double[]> expected = evaluate(vector, Conformance::rounded, Conformance::rounded);
    List<double[]> magnitudes =
        DIVIDING.contains(vector.string("name"))
            ? expected.stream().map(LayerConformanceTest::largest).toList()
            : evaluate(vector, where(vector), LayerConformanceTest::magnitude);
    List<double[]> actual = planned(vector, kernels);
    for (int i = 0; i < expected.size(); i++) {
      double[] bounds = Arrays.stream(magnitudes.get(i)).map(sum -> 2e-6 * Math.abs(sum)).toArray();
      Conformance.assertWithin("result " + i, actual.get(i), expected.get(i), bounds);
    }
  }

  /** Of what a layer chooses from no other choice may be made, of what it adds magnitudes count. */
  private static Function<JsonObject, Tensor> where(JsonObject vector) {
    boolean chooses = vector.string("name").startsWith("max_pool");
    return chooses ? Conformance::rounded : LayerConformanceTest::magnitude;
  }

  private static double[] largest(double[] values) {
    double[] result = new double[values.length];
    Arrays.fill(result, Arrays.stream(values).map(Math::abs).max().orElse(0));
    return result;
  }

  private static Tensor magnitude(JsonObject array) {
    double[] data = Arrays.stream(Conformance.data(array)).map(Math::abs).toArray();
    return Tensor.of(Conformance.shape(array), data);
  }

  private static List<double[]> planned(JsonObject vector, Kernels kernels) {
    Model model = model(vector);
    PlanContext context =
        vector.bool("training") ? PlanContext.forTraining() : PlanContext.forInference();
    JsonObject arrays = vector.object("inputs");
    List<Tensor> inputs =
        arrays.names().stream()
            .map(name -> Tensor.input(name, DType.F32, Conformance.shape(arrays.object(name))))
            .toList();
    Tensor y = model.forward(joined(inputs), context);
    List<Tensor> wrt = new ArrayList<>(hasSlope(vector) ? inputs : List.of());
    for (Parameter parameter : model.parameters()) {
      JsonObject values = stored(vector, parameter);
      model.store().write(parameter, Conformance.tensor(values, DType.F32).toFloats());
    }
    trainable(model).forEach(parameter -> wrt.add(context.read(parameter)));
    Tensor cotangent = Conformance.tensor(vector.array("grad_outputs").objects().get(0), DType.F32);
    Gradients gradients = Gradients.of(y, cotangent, wrt);
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    wrt.forEach(tensor -> outputs.add(gradients.of(tensor)));
    context.updates().forEach(update -> outputs.add(update.value()));
    Run run = Plan.compile(outputs, kernels).newRun(model.store());
    for (String name : arrays.names()) {
      run.feed(name, Conformance.tensor(arrays.object(name), DType.F32).toFloats(), 0);
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
    Shape shape = Conformance.shape(inputs.object("x"));
    for (String name : inputs.names()) {
      int length = Conformance.shape(inputs.object(name)).dim(-1);
      shape = name.equals("x") ? shape : shape.with(-1, shape.dim(-1) + length);
    }
    LayerSpec spec =
        Objects.requireNonNull(LAYERS.get(vector.string("name"))).apply(vector.object("attrs"));
    return spec.build(shape.without(0), 1);
  }
}
