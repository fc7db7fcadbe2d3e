package dev.cotangent.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("dev.cotangent.TrainingEpoch")
@Label("Training Epoch")
@Category("Cotangent")
@Description("An epoch of a training, with its evaluation")
@StackTrace(false)
final class EpochEvent extends Event implements Span {

  @Label("Epoch")
  @Description("From 1")
  int epoch;

  @Label("Step")
  @Description("Completed steps of the training")
  long step;

  @Label("Loss")
  @Description("Mean loss of the steps")
  double loss;

  @Label("Validation Loss")
  @Description("NaN without validation data")
  double validationLoss;

  @Label("Learning Rate")
  double learningRate;

  static @Nullable Span begun() {
    EpochEvent event = new EpochEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  void end(int number, long completed, double meanLoss, double validation, double rate) {
    end();
    epoch = number;
    step = completed;
    loss = meanLoss;
    validationLoss = validation;
    learningRate = rate;
    commit();
  }
}
