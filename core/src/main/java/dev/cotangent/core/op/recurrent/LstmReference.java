package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.graph.Values;
import dev.cotangent.core.math.Gates;
import java.util.List;

/** The forward pass of an LSTM in doubles, one sample at a time. */
final class LstmReference {

  private final List<Values> inputs;
  private final int steps;
  private final int hidden;

  /** A row of the trace: i, f, g, o, c and h before the step. */
  private final double[] row;

  private LstmReference(List<Values> inputs) {
    this.inputs = inputs;
    this.steps = inputs.get(0).shape().dim(1);
    this.hidden = inputs.get(1).shape().dim(0);
    this.row = new double[LstmShape.PARTS * hidden];
  }

  /** Writes the trace. */
  static void trace(List<Values> inputs, Values output) {
    LstmReference lstm = new LstmReference(inputs);
    int samples = output.shape().dim(0);
    for (int step = 0; step < samples * lstm.steps; step++) {
      lstm.step(step / lstm.steps, step % lstm.steps);
      for (int i = 0; i < lstm.row.length; i++) {
        output.set(step * lstm.row.length + i, lstm.row[i]);
      }
    }
  }

  /** Writes the states after the last steps. */
  static void states(List<Values> inputs, int last, Values output) {
    LstmReference lstm = new LstmReference(inputs);
    int at = 0;
    for (int step = 0; step < output.shape().dim(0) * lstm.steps; step++) {
      lstm.step(step / lstm.steps, step % lstm.steps);
      if (step % lstm.steps >= lstm.steps - last) {
        for (int j = 0; j < lstm.hidden; j++) {
          output.set(at + j, lstm.after(j));
          output.set(at + lstm.hidden + j, lstm.at(LstmShape.CELL, j));
        }
        at += 2 * lstm.hidden;
      }
    }
  }

  private void step(int sample, int t) {
    for (int j = 0; j < hidden; j++) {
      int state = sample * hidden + j;
      row[LstmShape.BEFORE * hidden + j] = t == 0 ? inputs.get(2).at(state) : after(j);
    }
    if (t == 0) {
      for (int j = 0; j < hidden; j++) {
        row[LstmShape.CELL * hidden + j] = inputs.get(3).at(sample * hidden + j);
      }
    }
    int width = LstmShape.GATES * hidden;
    for (int gate = 0; gate < width; gate++) {
      double z = inputs.get(0).at((sample * steps + t) * width + gate);
      for (int k = 0; k < hidden; k++) {
        z += at(LstmShape.BEFORE, k) * inputs.get(1).at(k * width + gate);
      }
      row[gate] = gate / hidden == LstmShape.CANDIDATE ? StrictMath.tanh(z) : Gates.sigmoid(z);
    }
    for (int j = 0; j < hidden; j++) {
      row[LstmShape.CELL * hidden + j] = at(1, j) * at(LstmShape.CELL, j) + at(0, j) * at(2, j);
    }
  }

  private double at(int part, int j) {
    return row[part * hidden + j];
  }

  /** Element j of h after the step. */
  private double after(int j) {
    return at(LstmShape.OUTPUT_GATE, j) * StrictMath.tanh(at(LstmShape.CELL, j));
  }
}
