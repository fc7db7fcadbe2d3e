package dev.cotangent.training.step;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.ParameterGradient;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.spi.StateUpdate;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.objective.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The plan of a step for batches of fixed lengths. Output 0 is the total, followed by the new
 * states and the values of parts and named outputs; gradients are written into their parameters'
 * slices.
 *
 * @param plan plan for the whole mini-batch
 * @param rows rows of the mini-batch
 * @param states states whose new values are outputs 1, 2, …, in memory order
 * @param trained weights that a gradient flows to
 * @param parts positions of the parts' values among the outputs
 * @param outputs names of the last outputs, in order
 * @param firstOutput index of the first named output
 */
public record StepGraph(
    Kernels kernels,
    Plan plan,
    int rows,
    List<Parameter> states,
    List<Parameter> trained,
    List<PartPlace> parts,
    List<String> outputs,
    int firstOutput) {

  /**
   * The positions of a part's values in a plan.
   *
   * @param factor the factor of its mean in the total
   * @param mean index of the output with its mean
   * @param weight divisor of the sum, if it does not depend on the data
   * @param weightOutput index of the output with the weight, if it depends on the data
   */
  record PartPlace(String name, double factor, int mean, OptionalDouble weight, int weightOutput) {}

  public static StepGraph compile(
      Objective objective, ParameterGroups groups, Batch batch, Kernels kernels) {
    return compile(objective, groups, batch, kernels, PlanContext.forTraining(), false);
  }

  /**
   * Compiles the graph in a context, which records the origin of its nodes if it is traced.
   *
   * @param shared see {@link StepTensors#of}
   */
  public static StepGraph compile(
      Objective objective,
      ParameterGroups groups,
      Batch batch,
      Kernels kernels,
      PlanContext context,
      boolean shared) {
    StepTensors tensors = StepTensors.of(objective, groups, batch, context, shared);
    List<Tensor> outputs = new ArrayList<>(List.of(tensors.total()));
    List<StateUpdate> updates = updates(Models.of(objective.models()), groups, context);
    updates.forEach(update -> outputs.add(inMemoryOrder(update)));
    List<PartPlace> parts = addParts(tensors, outputs);
    int firstOutput = outputs.size();
    outputs.addAll(tensors.forward().outputs().values());
    return new StepGraph(
        kernels,
        Plan.compile(outputs, tensors.gradients(), kernels, context::place),
        tensors.forward().countedRows(),
        updates.stream().map(StateUpdate::state).toList(),
        tensors.gradients().stream().map(ParameterGradient::parameter).toList(),
        parts,
        List.copyOf(tensors.forward().outputs().keySet()),
        firstOutput);
  }

  private static List<StateUpdate> updates(
      Models models, ParameterGroups groups, PlanContext context) {
    List<Parameter> frozen =
        models.parameters().stream()
            .filter(groups::freezes)
            .map(NamedParameter::parameter)
            .toList();
    return context.updates().stream().filter(update -> !frozen.contains(update.state())).toList();
  }

  /** Adds the parts' outputs; the mean of a single part with factor 1 is the total. */
  private static List<PartPlace> addParts(StepTensors tensors, List<Tensor> outputs) {
    List<PartPlace> places = new ArrayList<>();
    List<Part> parts = tensors.forward().parts();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      Tensor mean = tensors.means().get(i);
      int place = mean == tensors.total() ? 0 : outputs.size();
      if (place > 0) {
        outputs.add(mean);
      }
      OptionalDouble weight = part.constantWeight();
      places.add(new PartPlace(part.name(), part.factor(), place, weight, outputs.size()));
      if (weight.isEmpty()) {
        outputs.add(part.terms().weight());
      }
    }
    return places;
  }

  /** Compiles a graph of the parts' weights only, without the models. */
  public static StepGraph ofWeights(Objective objective, Batch batch, Kernels kernels) {
    Forward forward = Forward.of(objective, batch, PlanContext.forTraining());
    List<Tensor> weights = new ArrayList<>();
    List<PartPlace> places = new ArrayList<>();
    for (Part part : forward.parts()) {
      places.add(
          new PartPlace(part.name(), part.factor(), 0, part.constantWeight(), weights.size()));
      weights.add(part.terms().weight());
    }
    return new StepGraph(
        kernels,
        Plan.compile(weights, kernels),
        forward.countedRows(),
        List.of(),
        List.of(),
        places,
        List.of(),
        weights.size());
  }

  /** Compiles a graph of the same inputs for only some of the results. */
  public static StepGraph of(List<Tensor> results, Kernels kernels) {
    return new StepGraph(
        kernels,
        Plan.compile(results, kernels),
        1,
        List.of(),
        List.of(),
        List.of(new PartPlace("", 1, 0, OptionalDouble.of(1), 0)),
        List.of(),
        results.size());
  }

  private static Tensor inMemoryOrder(StateUpdate update) {
    List<Integer> order = update.state().storageOrder();
    return order.size() < 2 ? update.value() : update.value().transpose(order);
  }
}
