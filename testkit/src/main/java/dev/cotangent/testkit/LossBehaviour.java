package dev.cotangent.testkit;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.spi.Attributes;
import java.util.List;
import java.util.function.UnaryOperator;

/** Traces the losses of rows, their weights, and the gradient of the mean. */
record LossBehaviour(UnaryOperator<Tensor> prediction, UnaryOperator<Tensor> target, long seed)
    implements Behaviour<Loss> {

  private static final int ROWS = 9;

  @Override
  public Trace trace(Loss plugin) {
    Tensor numbers = new LossData(plugin, prediction, target, seed).numbers(ROWS);
    LossTerms terms = new LossData(plugin, prediction, target, seed).terms(numbers);
    Tensor mean = terms.mean();
    Tensor one = Tensor.full(mean.type(), 1);
    Tensor gradient =
        Gradients.of(mean, one, List.of(numbers))
            .find(numbers)
            .orElseGet(() -> Tensor.full(numbers.type(), 0));
    return new Trace.Builder()
        .add("the losses of elements", terms.elements().toDoubles())
        .add("the weights", terms.weights().toDoubles())
        .add("the gradient of the mean", gradient.toDoubles())
        .add("the threshold", plugin.threshold().orElse(Double.NaN))
        .add("the ignored class", plugin.ignoredClass().orElse(-1))
        .build();
  }

  @Override
  public String id(Loss plugin) {
    return plugin.id();
  }

  @Override
  public Attributes attributes(Loss plugin) {
    return plugin.attributes();
  }

  @Override
  public Loss with(Loss plugin, Attributes attributes) {
    return plugin.with(attributes);
  }

  @Override
  public boolean keepsOthers() {
    return true;
  }
}
