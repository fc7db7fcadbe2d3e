package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import java.util.ArrayList;
import java.util.List;

/**
 * The named inputs of a data set other than its samples, in order. Immutable.
 *
 * @param all a column for each input
 */
record ExtraInputs(List<TargetColumn> all) {

  static final ExtraInputs NONE = new ExtraInputs(List.of());

  List<String> names() {
    return all.stream().map(each -> each.names().name()).toList();
  }

  /** All inputs: names, types and shapes for one sample, starting with the samples if any. */
  Signature signature(Samples samples) {
    Signature inputs = Signature.none();
    if (samples.shape().size() > 0) {
      inputs = inputs.and(samples.name(), samples.shape());
    }
    for (TargetColumn input : all) {
      inputs = inputs.and(input.names().name(), input.kind().dtype(), input.shape());
    }
    return inputs;
  }

  /**
   * Adds an input.
   *
   * @throws ShapeException if it has a different number of rows
   * @throws CotangentException if the name is already used or not allowed
   */
  ExtraInputs with(String name, Targets values, Samples samples) {
    DatasetChecks.inputName(name, signature(samples).names());
    int size = samples.rows().count();
    if (values.size() != size) {
      throw new ShapeException(
          values.size()
              + " rows of input '"
              + name
              + "', expected one for each of "
              + size
              + " samples");
    }
    List<TargetColumn> more = new ArrayList<>(all);
    more.add(TargetColumn.of(TargetNames.ofInput(name), values));
    return new ExtraInputs(List.copyOf(more));
  }

  ExtraInputs subset(int... chosen) {
    return new ExtraInputs(all.stream().map(each -> each.subset(chosen)).toList());
  }

  /**
   * A numeric input as samples.
   *
   * @throws CotangentException if there is no input of that name, or it holds integers
   */
  Samples samples(String input, Samples samples) {
    Port port = signature(samples).port(input);
    if (port.dtype() != DType.F32) {
      throw new CotangentException("input '" + input + "' is " + port + ", expected F32");
    }
    int index = names().indexOf(input);
    return index < 0
        ? samples
        : Samples.of(port.sample(), all.get(index)::copy, Rows.all(samples.rows().count()));
  }
}
