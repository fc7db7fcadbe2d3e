package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.conformance.Arrays64;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.F64Context;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.Run;
import dev.cotangent.core.spi.ForwardContext;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** PyTorch's LSTM and ours with its weights. Results are three outputs, then all gradients. */
final class LstmVector {

  private final JsonObject vector;
  private final Model model;

  LstmVector(JsonObject vector) {
    this.vector = vector;
    Shape shape = Arrays64.shape(vector.object("inputs").object("x"));
    int hidden = vector.object("attrs").integer("hidden");
    this.model = Model.build(Lstm.of(hidden).withReturnSequences(), shape.without(0), 1);
  }

  /** PyTorch's results. */
  List<double[]> expected() {
    List<double[]> expected = new ArrayList<>();
    vector.array("outputs").objects().forEach(array -> expected.add(Arrays64.data(array)));
    List<String> names = new ArrayList<>(List.of("x"));
    model.parameters().forEach(parameter -> names.add("param:" + parameter.name()));
    assertThat(vector.object("grads").names()).containsExactlyInAnyOrderElementsOf(names);
    names.forEach(name -> expected.add(Arrays64.data(vector.object("grads").object(name))));
    return expected;
  }

  /** Ours in double precision. */
  List<Tensor> inDoubles(Function<JsonObject, Tensor> read) {
    IdentityHashMap<Parameter, Tensor> values = new IdentityHashMap<>();
    for (Parameter parameter : model.parameters()) {
      values.put(parameter, read.apply(vector.object("params").object(parameter.name())));
    }
    Tensor x = read.apply(vector.object("inputs").object("x"));
    return results(x, F64Context.of(true, values), read);
  }

  /** Ours in float32. */
  List<double[]> planned(Kernels kernels) {
    for (Parameter parameter : model.parameters()) {
      JsonObject values = vector.object("params").object(parameter.name());
      model.store().write(parameter, Arrays64.narrow(values).toFloats());
    }
    JsonObject input = vector.object("inputs").object("x");
    Tensor x = Tensor.input("x", DType.F32, Arrays64.shape(input));
    List<Tensor> outputs = results(x, PlanContext.forTraining(), Arrays64::narrow);
    Run run = Plan.compile(outputs, kernels).newRun(model.store());
    run.feed("x", Arrays64.narrow(input).toFloats(), 0);
    run.execute();
    return IntStream.range(0, outputs.size()).mapToObj(run::read).toList();
  }

  private List<Tensor> results(
      Tensor x, ForwardContext context, Function<JsonObject, Tensor> read) {
    List<Tensor> parameters = model.parameters().stream().map(context::read).toList();
    List<Tensor> outputs = new ArrayList<>(List.of(model.forward(x, context)));
    outputs.addAll(lastStates(x, parameters));
    Tensor sum = Tensor.full(new TensorType(x.dtype(), Shape.scalar()), 0);
    for (int i = 0; i < outputs.size(); i++) {
      Tensor cotangent = read.apply(vector.array("grad_outputs").objects().get(i));
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
