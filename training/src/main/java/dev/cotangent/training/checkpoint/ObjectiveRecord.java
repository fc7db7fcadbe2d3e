package dev.cotangent.training.checkpoint;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.json.Json;
import dev.cotangent.core.json.JsonArray;
import dev.cotangent.core.json.JsonObject;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.objective.Part;
import dev.cotangent.training.step.BatchLengths;
import java.util.ArrayList;
import java.util.List;

/**
 * The identity of an objective in a checkpoint: the arrays of its last batch, its parts, and a
 * fingerprint of the graph that it builds for them.
 */
public final class ObjectiveRecord {

  private static final String INPUTS = "inputs";
  private static final String NAME = "name";
  private static final String PARTS = "parts";
  private static final String FACTOR = "factor";
  private static final String GRAPH = "graph";

  private ObjectiveRecord() {}

  /** Records an objective on a batch. */
  public static JsonObject of(Objective objective, BatchLengths batch) {
    PlanContext context = PlanContext.forTraining();
    Forward forward = Forward.of(objective, batch, context);
    List<Part> parts = forward.parts();
    List<Tensor> results = new ArrayList<>();
    parts.forEach(part -> results.add(part.mean(parts.size() == 1)));
    context.updates().forEach(update -> results.add(update.value()));
    return JsonObject.builder()
        .put(INPUTS, batch.json())
        .put(PARTS, JsonArray.of(parts.stream().map(ObjectiveRecord::part).toList()))
        .put(
            GRAPH,
            GraphFingerprint.of(
                GraphOrder.of(results, Tensor::inputs), Models.of(objective.models())))
        .build();
  }

  private static Json part(Part part) {
    return JsonObject.builder().put(NAME, part.name()).put(FACTOR, part.factor()).build();
  }

  /** The differences between what the objective builds now and the record, for the same arrays. */
  public static List<String> differences(Objective objective, JsonObject before) {
    BatchLengths batch = BatchLengths.of(before.array(INPUTS));
    try {
      return JsonDifferences.of("objective", of(objective, batch), before);
    } catch (RuntimeException failure) {
      return List.of(
          "an objective that cannot be built for "
              + batch.describe()
              + ": "
              + CotangentException.describe(failure));
    }
  }
}
