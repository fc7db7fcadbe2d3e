package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.text.Brief;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies parameters from a source to a model: matches them, reads all values, and only then writes,
 * so that a failure changes nothing.
 */
final class ParameterTransfer {

  /** The batch counter of PyTorch's batch norms, unused in inference. */
  private static final String COUNTER = "num_batches_tracked";

  private final Model model;
  private final TransferSource source;
  private final Transfer transfer;
  private final Map<String, TransferSource.Item> given = new LinkedHashMap<>();
  private final Map<Parameter, TransferSource.Item> fitting = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();
  private final List<TransferReport.OtherShape> otherShape = new ArrayList<>();

  ParameterTransfer(Model model, TransferSource source, Transfer transfer) {
    this.model = model;
    this.source = source;
    this.transfer = transfer;
  }

  TransferReport run() {
    List<String> names = model.parameters().stream().map(Parameter::name).toList();
    transfer
        .useless(source.names(), names)
        .ifPresent(
            what -> {
              throw failure(
                  what
                      + "; the source has "
                      + Brief.list(source.names())
                      + ", the model "
                      + Brief.list(names));
            });
    source.items().forEach(this::take);
    model.parameters().stream().filter(each -> transfer.wants(each.name())).forEach(this::fit);
    TransferReport report =
        new TransferReport(
            fitting.keySet().stream().map(Parameter::name).toList(),
            missing,
            leftOver(),
            otherShape);
    check(report);
    copy();
    return report;
  }

  private void take(TransferSource.Item item) {
    Optional<String> target = transfer.target(item.name());
    if (target.isPresent()) {
      TransferSource.Item before = given.putIfAbsent(target.get(), item);
      if (before != null) {
        throw failure(
            "both '"
                + before.name()
                + "' and '"
                + item.name()
                + "' of the source would be parameter '"
                + target.get()
                + "'; expected prefixes that tell them apart");
      }
    }
  }

  private void fit(Parameter parameter) {
    TransferSource.Item item = given.remove(parameter.name());
    if (item == null) {
      missing.add(parameter.name());
    } else if (!item.shape().equals(parameter.shape())) {
      otherShape.add(
          new TransferReport.OtherShape(parameter.name(), parameter.shape(), item.shape()));
    } else {
      fitting.put(parameter, item);
    }
  }

  private List<String> leftOver() {
    return given.values().stream()
        .map(TransferSource.Item::name)
        .filter(name -> !name.endsWith(COUNTER))
        .toList();
  }

  private void check(TransferReport report) {
    if (transfer.isStrict() && !report.isComplete()) {
      throw failure(
          "a strict transfer needs the same names and shapes on both sides, but "
              + report.text("fit")
              + "; nothing was changed (Transfer.lenient() copies what fits; prefix and only choose"
              + " a part)");
    }
    if (report.copied().isEmpty()) {
      throw failure("nothing fits by name and shape: " + report.text("fit"));
    }
  }

  private void copy() {
    List<float[]> values = new ArrayList<>();
    for (TransferSource.Item item : fitting.values()) {
      values.add(read(item));
    }
    if (model.store().isBeingWritten()) {
      throw failure("a training step runs on the model, expected a call between steps");
    }
    model.store().beginWrite();
    int i = 0;
    for (Parameter parameter : fitting.keySet()) {
      model.store().write(parameter, values.get(i++));
    }
    model.store().endWrite();
  }

  private float[] read(TransferSource.Item item) {
    try {
      return item.values().get();
    } catch (CotangentException failure) {
      throw new CotangentException(at() + failure.getMessage(), failure);
    }
  }

  private CotangentException failure(String what) {
    return new CotangentException(at() + what);
  }

  private String at() {
    return "copyFrom " + source.name() + ": ";
  }
}
