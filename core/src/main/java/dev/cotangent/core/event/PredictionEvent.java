package dev.cotangent.core.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

@Name("dev.cotangent.Prediction")
@Label("Prediction")
@Category("Cotangent")
@Description("A call of a predictor")
@Threshold("10 ms")
final class PredictionEvent extends Event implements Span {

  int samples;
  String model = "";

  static @Nullable Span begun() {
    PredictionEvent event = new PredictionEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  void end(int sampleCount, Object predictor) {
    end();
    if (shouldCommit()) {
      samples = sampleCount;
      model = predictor.toString();
      commit();
    }
  }
}
