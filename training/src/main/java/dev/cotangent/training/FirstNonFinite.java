package dev.cotangent.training;

import dev.cotangent.core.DType;
import dev.cotangent.core.GraphOrder;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.work.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the op that NaN or infinity comes from, by a run that keeps every result. */
final class FirstNonFinite {

  private static final Logger LOG = LoggerFactory.getLogger(FirstNonFinite.class);

  /** Runs a graph like the step's, but with these outputs, on the same batch. */
  interface Rerun {
    StepRun of(List<Tensor> outputs);
  }

  private FirstNonFinite() {}

  /** Words for the end of a message; none if the second run finds nothing, or fails itself. */
  static String describe(List<Tensor> results, Batch batch, Rerun rerun) {
    try {
      return search(results, batch, rerun);
    } catch (RuntimeException failure) {
      LOG.debug("no op was found", failure);
      return "";
    }
  }

  private static String search(List<Tensor> results, Batch batch, Rerun rerun) {
    List<Tensor> nodes = GraphOrder.of(results).nodes();
    List<Tensor> outputs =
        Stream.concat(
                Stream.of(results.get(0)),
                nodes.stream()
                    .filter(node -> !node.inputs().isEmpty() && node.dtype() == DType.F32))
            .toList();
    StepRun run = rerun.of(outputs);
    run.execute(batch, Workers.serial());
    for (int i = 1; i < outputs.size(); i++) {
      if (!Arrays.stream(run.output(i)).allMatch(Double::isFinite)) {
        Tensor found = outputs.get(i);
        return "; the first op with such a result is "
            + found.op().id()
            + " "
            + found.shape()
            + " of "
            + String.join(", ", found.inputs().stream().map(Tensor::toString).toList());
      }
    }
    return "";
  }
}
