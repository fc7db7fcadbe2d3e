package dev.cotangent.testkit;

import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.LossTerms;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Checks that elements of weight 0 and of the ignored class have no loss and no gradient. */
record LossWeights(LossData data, int rows) {

  /** Fails if an element of weight 0 or of the ignored class has a loss or gradient. */
  void run() {
    Tensor numbers = data.numbers(rows);
    withoutWeight(numbers, data.terms(numbers));
    OptionalInt ignored = data.loss().ignoredClass();
    if (ignored.isPresent() && data.loss().targetType() == DType.I32) {
      ignored(numbers, ignored.getAsInt());
    }
  }

  private void withoutWeight(Tensor numbers, LossTerms terms) {
    double[] weights = terms.weights().toDoubles();
    if (terms.weights().shape().rank() > 0) {
      String what = "an element of weight 0";
      noLoss(what, terms, element -> weights[element] == 0);
      noGradient(what, numbers, terms, element -> weights[element] == 0, number -> true);
    }
  }

  /** Checks with the ignored class as the target of every second row. */
  private void ignored(Tensor numbers, int ignored) {
    Tensor targets = data.targets(data.prediction().apply(numbers));
    double[] drawn = targets.toDoubles();
    int[] labels = new int[drawn.length];
    IntPredicate every = isIgnored(labels.length);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = every.test(i) ? ignored : (int) drawn[i];
    }
    LossTerms terms = data.terms(numbers, Tensor.of(targets.shape(), labels));
    String what = "a row of the ignored class " + ignored;
    int count = terms.elements().shape().size();
    noLoss(what, terms, isIgnored(count));
    double[] weights = terms.weights().toDoubles();
    for (int i = 0; i < count; i++) {
      double weight = weights[weights.length == 1 ? 0 : i];
      Checks.that(!isIgnored(count).test(i) || weight == 0, what + " has the weight " + weight);
    }
    noGradient(what, numbers, terms, element -> true, isIgnored(numbers.shape().size()));
  }

  /** Selects the elements of every second row. */
  private IntPredicate isIgnored(int size) {
    return element -> element / (size / rows) % 2 == 0;
  }

  private static void noLoss(String what, LossTerms terms, IntPredicate none) {
    double[] losses = terms.elements().toDoubles();
    for (int i = 0; i < losses.length; i++) {
      Checks.that(!none.test(i) || losses[i] == 0, what + " has the loss " + losses[i]);
    }
  }

  /** Fails if the sum of some elements has a gradient by some of the numbers. */
  private static void noGradient(
      String what, Tensor numbers, LossTerms terms, IntPredicate elements, IntPredicate none) {
    double[] counts = new double[terms.elements().shape().size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = elements.test(i) ? 1 : 0;
    }
    Tensor cotangent = Tensor.f64(terms.elements().shape(), counts);
    Gradients gradients = Gradients.of(terms.elements(), cotangent, List.of(numbers));
    double[] gradient = Subject.orZeros(gradients, numbers).toDoubles();
    for (int i = 0; i < gradient.length; i++) {
      Checks.that(!none.test(i) || gradient[i] == 0, what + " has the gradient " + gradient[i]);
    }
  }
}
