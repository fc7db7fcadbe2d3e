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
      Map.of(
          "linear", attributes -> new Dense(attributes.integer("out"), attributes.bool("bias")),
          "conv2d", LayerConformanceTest::conv2d,
          "layer_norm", LayerConformanceTest::layerNorm,
          "max_pool2d", LayerConformanceTest::maxPool2d);

  /** Layers that divide by what they are given: no sum of magnitudes bounds their rounding. */
  private static final Set<String> DIVIDING = Set.of("layer_norm");

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
    System.out.println("layers missing: " + missing);
    assertThat(covered).containsExactly("conv2d", "layer_norm", "linear", "max_pool2d");
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
      values.put(parameter, reader.apply(vector.object("params").object(parameter.name())));
    }
    Tensor x = reader.apply(vector.object("inputs").object("x"));
    Tensor y = model.forward(x, F64Context.of(vector.bool("training"), values));
    List<Tensor> wrt = new ArrayList<>(List.of(x));
    model.parameters().forEach(parameter -> wrt.add(values.get(parameter)));
    Tensor cotangent = cotangentReader.apply(vector.array("grad_outputs").objects().get(0));
    Gradients gradients = Gradients.of(y, cotangent, wrt);
    List<double[]> results = new ArrayList<>(List.of(y.toDoubles()));
    wrt.forEach(tensor -> results.add(gradients.of(tensor).toDoubles()));
    return results;
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
    boolean chooses = vector.string("name").equals("max_pool2d");
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
    PlanContext context = PlanContext.forTraining();
    JsonObject input = vector.object("inputs").object("x");
    Tensor x = Tensor.input("x", DType.F32, Conformance.shape(input));
    Tensor y = model.forward(x, context);
    List<Tensor> wrt = new ArrayList<>(List.of(x));
    for (Parameter parameter : model.parameters()) {
      wrt.add(context.read(parameter));
      JsonObject values = vector.object("params").object(parameter.name());
      model.store().write(parameter, Conformance.tensor(values, DType.F32).toFloats());
    }
    Tensor cotangent = Conformance.tensor(vector.array("grad_outputs").objects().get(0), DType.F32);
    Gradients gradients = Gradients.of(y, cotangent, wrt);
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    wrt.forEach(tensor -> outputs.add(gradients.of(tensor)));
    Run run = Plan.compile(outputs, kernels).newRun(model.store());
    run.feed("x", Conformance.tensor(input, DType.F32).toFloats(), 0);
    run.execute();
    List<double[]> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(run.read(i));
    }
    return results;
  }

  private static List<String> names(JsonObject vector) {
    List<String> names = new ArrayList<>(List.of("x"));
    model(vector).parameters().forEach(parameter -> names.add("param:" + parameter.name()));
    return names;
  }

  private static Model model(JsonObject vector) {
    Shape shape = Conformance.shape(vector.object("inputs").object("x"));
    LayerSpec spec =
        Objects.requireNonNull(LAYERS.get(vector.string("name"))).apply(vector.object("attrs"));
    return spec.build(shape.without(0), 1);
  }
}
