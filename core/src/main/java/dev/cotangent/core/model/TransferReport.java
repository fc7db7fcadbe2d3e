package dev.cotangent.core.model;

import dev.cotangent.core.Shape;
import dev.cotangent.core.text.Brief;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of {@link Model#copyFrom(Model, Transfer)}, by name. Immutable.
 *
 * @param copied parameters that were copied
 * @param missing parameters for which the source has no tensor
 * @param leftOver tensors of the source, by its own names, for which the model has no parameter
 * @param otherShape parameters for which the source has a tensor of another shape
 */
public record TransferReport(
    List<String> copied, List<String> missing, List<String> leftOver, List<OtherShape> otherShape) {

  /** Copies the lists. */
  public TransferReport {
    copied = List.copyOf(copied);
    missing = List.copyOf(missing);
    leftOver = List.copyOf(leftOver);
    otherShape = List.copyOf(otherShape);
  }

  /**
   * A parameter whose tensor in the source has another shape.
   *
   * @param name the parameter's name
   * @param expected the parameter's shape
   * @param given the tensor's shape
   */
  public record OtherShape(String name, Shape expected, Shape given) {

    private boolean isTransposed() {
      return given.rank() == 2 && Shape.of(given.dim(1), given.dim(0)).equals(expected);
    }

    @Override
    public String toString() {
      String hint = isTransposed() ? " (transposed; weights are [out, in])" : "";
      return name + " " + expected + ", given " + given + hint;
    }
  }

  /** Whether all parameters were copied and no tensor is left over. */
  public boolean isComplete() {
    return missing.isEmpty() && leftOver.isEmpty() && otherShape.isEmpty();
  }

  /** The number of copied parameters and the names of all others. */
  @Override
  public String toString() {
    return text("copied");
  }

  String text(String verb) {
    int all = copied.size() + missing.size() + otherShape.size();
    return Stream.of(
            Stream.of(copied.size() + " of " + all + " parameters " + verb),
            line("missing in the source", missing),
            line("left over in the source", leftOver),
            line("of another shape", otherShape))
        .flatMap(each -> each)
        .collect(Collectors.joining("; "));
  }

  private static Stream<String> line(String what, List<?> items) {
    return items.isEmpty() ? Stream.empty() : Stream.of(what + ": " + Brief.list(items));
  }
}
