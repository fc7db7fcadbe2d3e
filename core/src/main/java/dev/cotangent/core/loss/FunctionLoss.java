package dev.cotangent.core.loss;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import java.util.function.BinaryOperator;

/**
 * An elementwise loss defined by a function.
 *
 * @param id the id used in messages
 * @param function maps prediction and target, of equal shape and type, to the loss of each element
 */
record FunctionLoss(String id, BinaryOperator<Tensor> function) implements ElementLoss {

  /** Rejects a null id or function. */
  FunctionLoss {
    Given.of("loss: the id", id);
    Given.of("loss '" + id + "': the function", function);
  }

  @Override
  public Tensor element(Tensor prediction, Tensor target) {
    Tensor loss = Given.of(this + ": the result", function.apply(prediction, target));
    if (!loss.type().equals(prediction.type())) {
      throw new ShapeException(
          this
              + ": the function returns "
              + loss.type()
              + " for predictions and targets "
              + prediction.type()
              + ", expected the loss of each element");
    }
    return loss;
  }

  @Override
  public String toString() {
    return "loss '" + id + "'";
  }
}
