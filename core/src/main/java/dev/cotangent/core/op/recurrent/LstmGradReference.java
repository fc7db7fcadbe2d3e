package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.graph.Values;
import java.util.List;

/** The backward pass of an LSTM in doubles, one sample at a time. */
final class LstmGradReference {

  private final List<Values> inputs;
  private final int steps;
  private final int last;
  private final int hidden;
  private final double[] dh;
  private final double[] dc;
  private final double[] dz;

  private LstmGradReference(List<Values> inputs) {
    this.inputs = inputs;
    this.steps = inputs.get(0).shape().dim(1);
    this.last = inputs.get(2).shape().dim(1);
    this.hidden = inputs.get(1).shape().dim(0);
    this.dh = new double[hidden];
    this.dc = new double[hidden];
    this.dz = new double[LstmShape.GATES * hidden];
  }

  static void evaluate(List<Values> inputs, LstmGrad.Of of, Values output) {
    LstmGradReference lstm = new LstmGradReference(inputs);
    for (int sample = 0; sample < output.shape().dim(0); sample++) {
      lstm.begin();
      for (int t = lstm.steps - 1; t >= 0; t--) {
        lstm.step(sample, t);
        if (of == LstmGrad.Of.GATES) {
          store(lstm.dz, (sample * lstm.steps + t) * lstm.dz.length, output);
        }
      }
      if (of == LstmGrad.Of.CELL) {
        store(lstm.dc, sample * lstm.hidden, output);
      }
    }
  }

  private static void store(double[] values, int at, Values output) {
    for (int i = 0; i < values.length; i++) {
      output.set(at + i, values[i]);
    }
  }

  private void begin() {
    java.util.Arrays.fill(dc, 0);
    java.util.Arrays.fill(dz, 0);
  }

  private void step(int sample, int t) {
    receive(sample, t);
    for (int j = 0; j < hidden; j++) {
      double i = trace(sample, t, 0, j);
      double f = trace(sample, t, 1, j);
      double g = trace(sample, t, LstmShape.CANDIDATE, j);
      double o = trace(sample, t, LstmShape.OUTPUT_GATE, j);
      double q = StrictMath.tanh(trace(sample, t, LstmShape.CELL, j));
      dc[j] += dh[j] * o * (1 - q * q);
      dz[j] = dc[j] * g * i * (1 - i);
      dz[hidden + j] = dc[j] * before(sample, t, j) * f * (1 - f);
      dz[2 * hidden + j] = dc[j] * i * (1 - g * g);
      dz[3 * hidden + j] = dh[j] * q * o * (1 - o);
      dc[j] *= f;
    }
  }

  /** Sums the gradients of the states from the following step and from upstream. */
  private void receive(int sample, int t) {
    Values u = inputs.get(1);
    for (int j = 0; j < hidden; j++) {
      dh[j] = 0;
      for (int k = 0; k < dz.length; k++) {
        dh[j] += dz[k] * u.at(j * dz.length + k);
      }
    }
    int fed = t - (steps - last);
    for (int j = 0; j < hidden && fed >= 0; j++) {
      int at = (sample * last + fed) * 2 * hidden + j;
      dh[j] += inputs.get(2).at(at);
      dc[j] += inputs.get(2).at(at + hidden);
    }
  }

  private double trace(int sample, int t, int part, int j) {
    return inputs.get(0).at(((sample * steps + t) * LstmShape.PARTS + part) * hidden + j);
  }

  /** The cell state before a step; unused for the first step if c_{−1} is not an input. */
  private double before(int sample, int t, int j) {
    if (t > 0) {
      return trace(sample, t - 1, LstmShape.CELL, j);
    }
    return inputs.size() > 3 ? inputs.get(3).at(sample * hidden + j) : 0;
  }
}
