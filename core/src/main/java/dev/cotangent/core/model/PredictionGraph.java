package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Sigmoid;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The graph that a predictor computes: a model's outputs, each with an optional last step. I32 and
 * BOOL outputs are converted to F32. Holds no parameter values, so that a predictor does not keep
 * those of a model that nothing else uses. Immutable.
 */
final class PredictionGraph {

  /** The name of the input of a model with a single unnamed input. */
  private static final String INPUT = "x";

  private static final String LAST_STEP = "the predictor's last step: ";

  private final ModelStructure model;
  private final String selfTest;
  private final Map<String, UnaryOperator<Tensor>> lastSteps;
  private final Signature outputs;

  private PredictionGraph(
      ModelStructure model, String selfTest, Map<String, UnaryOperator<Tensor>> lastSteps) {
    this.model = model;
    this.selfTest = selfTest;
    this.lastSteps = lastSteps;
    List<Tensor> sample = outputs(1, PlanContext.forInference());
    Signature found = Signature.none();
    for (int i = 0; i < sample.size(); i++) {
      found = found.and(model.outputs().names().get(i), sample.get(i).shape().without(0));
    }
    this.outputs = found;
  }

  /**
   * Creates the graph of a model, with a last step after its only output unless the step is the
   * identity.
   */
  static PredictionGraph of(Model model, UnaryOperator<Tensor> lastStep) {
    ModelStructure structure = model.structure();
    if (model.outputs().size() == 1) {
      return new PredictionGraph(
          structure, model.selfTest(), Map.of(model.outputs().names().get(0), lastStep));
    }
    PredictionGraph plain = new PredictionGraph(structure, model.selfTest(), Map.of());
    for (Tensor output : plain.outputs(1, PlanContext.forInference())) {
      if (lastStep.apply(output) != output) {
        ModelInputs.only("output", model.outputs());
      }
    }
    return plain;
  }

  /** Returns a graph with another last step after an output. */
  PredictionGraph after(String output, UnaryOperator<Tensor> lastStep) {
    model.outputs().index(output);
    Map<String, UnaryOperator<Tensor>> more = new HashMap<>(lastSteps);
    more.merge(output, lastStep, (first, next) -> x -> next.apply(first.apply(x)));
    return new PredictionGraph(model, selfTest, more);
  }

  /** Returns the graph without last steps. */
  PredictionGraph plain() {
    return new PredictionGraph(model, selfTest, Map.of());
  }

  ModelStructure model() {
    return model;
  }

  /** The self-test of the model's file; empty if there is none. */
  String selfTest() {
    return selfTest;
  }

  Signature inputs() {
    return model.inputs();
  }

  /** The outputs, all F32. */
  Signature outputs() {
    return outputs;
  }

  /** The name of an input in the plan. */
  String inputName(int index) {
    return ModelInputs.isPlain(inputs()) ? INPUT : inputs().names().get(index);
  }

  /** The results for a batch that is fed to the plan. */
  List<Tensor> outputs(int rows, PlanContext context) {
    Tensors own = model.forward(inputs(rows), context);
    List<Tensor> results = new ArrayList<>();
    for (String name : own.names()) {
      results.add(result(name, own.get(name), rows));
    }
    return results;
  }

  private Tensors inputs(int rows) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < inputs().size(); i++) {
      Port port = inputs().port(i);
      Shape shape = port.sample().prepend(rows);
      all.add(Tensor.input(inputName(i), port.dtype(), shape));
    }
    return Tensors.of(inputs(), all);
  }

  private Tensor result(String name, Tensor own, int rows) {
    Tensor number = own.dtype().isFloating() ? own : own.cast(DType.F32);
    Tensor result = lastStep(number, lastSteps.getOrDefault(name, UnaryOperator.identity()));
    if (result.dtype() != DType.F32
        || result.shape().rank() == 0
        || result.shape().dim(0) != rows) {
      throw new ShapeException(
          LAST_STEP
              + "the result is "
              + result.type()
              + ", expected F32 with one row for each sample");
    }
    return result;
  }

  private static Tensor lastStep(Tensor output, UnaryOperator<Tensor> lastStep) {
    try {
      return Given.of("the result", lastStep.apply(output));
    } catch (ShapeException failure) {
      throw new ShapeException(LAST_STEP + failure.getMessage(), failure);
    } catch (Throwable failure) {
      throw new CotangentException(LAST_STEP + CotangentException.describe(failure), failure);
    }
  }

  /** Whether the last op is a sigmoid, or the model ends in a hard sigmoid. */
  boolean endInSigmoid() {
    ModelInputs.only("output", model.outputs());
    Tensor own = model.forward(inputs(1), PlanContext.forInference()).get(0);
    Tensor prediction = result(model.outputs().names().get(0), own, 1);
    return prediction.op() instanceof Sigmoid || (prediction == own && endsInHardSigmoid());
  }

  private boolean endsInHardSigmoid() {
    List<PluginUse> uses = model.plugins();
    return !uses.isEmpty() && uses.get(uses.size() - 1).plugin().id().equals("hard_sigmoid");
  }
}
