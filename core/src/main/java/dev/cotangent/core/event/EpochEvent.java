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

  int epoch;
  long step;
  double loss;
  double validationLoss;
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
