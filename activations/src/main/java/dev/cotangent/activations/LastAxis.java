package dev.cotangent.activations;

import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Applies a last-axis function along another axis. */
final class LastAxis {

  private LastAxis() {}

  static Tensor of(Tensor x, int axis, UnaryOperator<Tensor> function) {
    int last = x.shape().rank() - 1;
    int resolved = x.shape().axis(axis);
    if (resolved == last) {
      return function.apply(x);
    }
    List<Integer> swapped = new ArrayList<>(IntStream.rangeClosed(0, last).boxed().toList());
    Collections.swap(swapped, resolved, last);
    return function.apply(x.transpose(swapped)).transpose(swapped);
  }
}
