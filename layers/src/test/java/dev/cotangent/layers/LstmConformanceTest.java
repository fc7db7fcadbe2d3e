package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.DType;
import dev.cotangent.core.Gradients;
import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.F64Context;
import dev.cotangent.core.model.ForwardContext;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The LSTM of one layer and one direction against PyTorch: all hidden states through the layer, the
 * last hidden and cell state through {@link Lstm#states}, and what all three send back.
 */
class LstmConformanceTest {

  private final JsonObject vector = vector();
  private final Model model = model();

  private static JsonObject vector() {
    try {
      return Conformance.cases("layers.json").stream()
          .filter(vector -> vector.string("name").equals("lstm"))
          .filter(vector -> !vector.object("attrs").has("num_layers"))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Model model() {
    Shape shape = Conformance.shape(vector.object("inputs").object("x"));
    int hidden = vector.object("attrs").integer("hidden");
    return Lstm.hidden(hidden).returningSequences().build(shape.without(0), 1);
  }

  @Test
  void agreesInFloat64() {
    List<double[]> expected = new ArrayList<>();
    vector.array("outputs").objects().forEach(array -> expected.add(Conformance.data(array)));
    List<String> names = new ArrayList<>(List.of("x"));
    model.parameters().forEach(parameter -> names.add("param:" + parameter.name()));
    assertThat(vector.object("grads").names()).containsExactlyInAnyOrderElementsOf(names);
    names.forEach(name -> expected.add(Conformance.data(vector.object("grads").object(name))));
    List<double[]> actual = inDoubles(DType.F64);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      Conformance.assertClose("result " + i, actual.get(i), expected.get(i));
    }
  }

  /** Against float64 on the same rounded numbers, to 2e-6 of the largest in each array. */
  @ParameterizedTest
  @ValueSource(strings = {"portable", "vector"})
  void agreesInFloat32(String set) {
    List<double[]> expected = inDoubles(DType.F32);
    List<double[]> actual = planned(Registry.standard().kernels(set));
    for (int i = 0; i < expected.size(); i++) {
      double[] exact = expected.get(i);
      double[] bounds = new double[exact.length];
      Arrays.fill(bounds, 2e-6 * Arrays.stream(exact).map(Math::abs).max().orElse(0));
      Conformance.assertWithin("result " + i, actual.get(i), exact, bounds);
    }
  }

  /** Everything in double precision, on numbers rounded to a type. */
  private List<double[]> inDoubles(DType rounding) {
    IdentityHashMap<Parameter, Tensor> values = new IdentityHashMap<>();
    for (Parameter parameter : model.parameters()) {
      JsonObject array = vector.object("params").object(parameter.name());
      values.put(parameter, Conformance.tensor(array, rounding).cast(DType.F64).eval());
    }
    JsonObject input = vector.object("inputs").object("x");
    Tensor x = Conformance.tensor(input, rounding).cast(DType.F64).eval();
    return results(x, F64Context.of(true, values), rounding).stream()
        .map(Tensor::toDoubles)
        .toList();
  }

  private List<double[]> planned(Kernels kernels) {
    for (Parameter parameter : model.parameters()) {
      JsonObject values = vector.object("params").object(parameter.name());
      model.store().write(parameter, Conformance.tensor(values, DType.F32).toFloats());
    }
    JsonObject input = vector.object("inputs").object("x");
    Tensor x = Tensor.input("x", DType.F32, Conformance.shape(input));
    List<Tensor> outputs = results(x, PlanContext.forTraining(), DType.F32);
    Run run = Plan.compile(outputs, kernels).newRun(model.store());
    run.feed("x", Conformance.tensor(input, DType.F32).toFloats(), 0);
    run.execute();
    List<double[]> results = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      results.add(run.read(i));
    }
    return results;
  }

  /** The three outputs, then the gradients of x and of the parameters. */
  private List<Tensor> results(Tensor x, ForwardContext context, DType rounding) {
    List<Tensor> parameters = model.parameters().stream().map(context::read).toList();
    List<Tensor> outputs = new ArrayList<>(List.of(model.forward(x, context)));
    outputs.addAll(lastStates(x, parameters));
    Tensor sum = Tensor.full(new TensorType(x.dtype(), Shape.scalar()), 0);
    for (int i = 0; i < outputs.size(); i++) {
      JsonObject array = vector.array("grad_outputs").objects().get(i);
      Tensor cotangent = Conformance.tensor(array, rounding).cast(x.dtype());
      sum = sum.add(outputs.get(i).mul(cotangent.reshape(outputs.get(i).shape())).sum());
    }
    List<Tensor> wrt = new ArrayList<>(List.of(x));
    wrt.addAll(parameters);
    Gradients gradients = Gradients.of(sum, wrt);
    wrt.forEach(tensor -> outputs.add(gradients.of(tensor)));
    return outputs;
  }

  private static List<Tensor> lastStates(Tensor x, List<Tensor> parameters) {
    Tensor inputWeights = parameters.get(0).transpose();
    Tensor recurrentWeights = parameters.get(1).transpose();
    Tensor bias = parameters.get(2).add(parameters.get(3));
    int rows = x.shape().dim(0);
    int hidden = recurrentWeights.shape().dim(0);
    Tensor zero = Tensor.full(new TensorType(x.dtype(), Shape.of(rows, hidden)), 0);
    Tensor last = Lstm.states(x, inputWeights, recurrentWeights, bias, zero, zero, 1);
    return List.of(last.slice(-1, 0, hidden), last.slice(-1, hidden, 2 * hidden));
  }
}
