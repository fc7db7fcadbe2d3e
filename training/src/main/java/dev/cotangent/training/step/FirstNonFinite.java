package dev.cotangent.training.step;

import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.order.GraphOrder;
import dev.cotangent.core.work.Workers;
import dev.cotangent.training.data.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the op that first produced NaN or infinity, by a run that keeps every result. */
final class FirstNonFinite {

  private FirstNonFinite() {}

  /**
   * Returns the first node with a non-finite result; empty if the second run finds none.
   *
   * @param results the results of the step
   * @param rerun creates a run with other results on the same batch
   */
  public static Optional<Tensor> of(
      List<Tensor> results, Batch batch, Function<List<Tensor>, StepRun> rerun) {
    List<Tensor> outputs =
        Stream.concat(
                Stream.of(results.get(0)),
                GraphOrder.of(results, Tensor::inputs).nodes().stream()
                    .filter(node -> !node.inputs().isEmpty() && node.dtype() == DType.F32))
            .toList();
    StepRun run = rerun.apply(outputs);
    run.execute(batch, Workers.serial());
    for (int i = 1; i < outputs.size(); i++) {
      if (!Arrays.stream(run.output(i)).allMatch(Double::isFinite)) {
        return Optional.of(outputs.get(i));
      }
    }
    return Optional.empty();
  }
}
