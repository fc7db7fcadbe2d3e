package dev.cotangent.cli.bench;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.MaxPool2d;
import dev.cotangent.layers.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * A network to measure.
 *
 * @param input the shape of one sample
 * @param layers the layers
 * @param outputs the number of outputs per sample, or for each token
 * @param tokens whether inputs are indices below {@code outputs}, each with a class of its own
 * @param regression whether the loss is the mean squared error; else softmax cross-entropy
 * @param forward floating-point operations of the matrix products of one sample's forward pass
 * @param first those of them that multiply the sample itself, whose gradient is not computed
 */
record Network(
    Shape input,
    LayerSpec layers,
    int outputs,
    boolean tokens,
    boolean regression,
    double forward,
    double first) {

  private static final int LSTM_GATES = 4;

  /** 3-4-4-1 with sigmoids. */
  static final Network LECTURE = dense("sigmoid", 3, 4, 4, 1);

  static final Network DIGITS = dense("relu", 64, 128, 64, 10);
  static final Network MNIST = dense("relu", 784, 512, 512, 10);
  static final Network LARGE = dense("relu", 1024, 2048, 2048, 1000);

  /** 32 steps of 32 numbers, 128 units, the last step to 10 classes. */
  static final Network SEQUENCES = recurrent(32, 32, 128, 10);

  /** Images of 28x28: two convolutions 5x5 of 32 and 64 filters, each with pooling, 256 units. */
  static final Network IMAGES = convolutional();

  /** Text of 64 of 65 characters; see {@link Gpt}. */
  static final Network TEXT =
      new Network(
          Shape.of(Gpt.TOKENS), Gpt.layers(), Gpt.VOCABULARY, true, false, Gpt.forward(), 0);

  /** Dense layers of those sizes, inputs first; a sigmoid also follows the last one. */
  static Network dense(String activation, int... sizes) {
    boolean regression = activation.equals("sigmoid");
    List<LayerSpec> layers = new ArrayList<>();
    double forward = 0;
    int last = sizes.length - 1;
    for (int i = 1; i <= last; i++) {
      forward += product(sizes[i], sizes[i - 1]);
      layers.add(Dense.of(sizes[i]));
      if (regression || i < last) {
        layers.add(Activate.with(activation));
      }
    }
    Shape input = Shape.of(sizes[0]);
    double first = product(sizes[1], sizes[0]);
    return new Network(
        input, new Sequential(layers), sizes[last], false, regression, forward, first);
  }

  private static Network convolutional() {
    double first = 24 * 24 * product(32, 5 * 5);
    double second = 8 * 8 * product(64, 32 * 5 * 5);
    double dense = product(256, 4 * 4 * 64) + product(10, 256);
    Sequential layers =
        Sequential.of(
            Conv2d.of(32, 5),
            Activate.with("relu"),
            MaxPool2d.of(2),
            Conv2d.of(64, 5),
            Activate.with("relu"),
            MaxPool2d.of(2),
            new Flatten(),
            Dense.of(256),
            Activate.with("relu"),
            Dense.of(10));
    return new Network(
        Shape.of(1, 28, 28), layers, 10, false, false, first + second + dense, first);
  }

  private static Network recurrent(int steps, int inputs, int units, int classes) {
    double first = steps * product(LSTM_GATES * units, inputs);
    double forward = first + steps * product(LSTM_GATES * units, units) + product(classes, units);
    return new Network(
        Shape.of(steps, inputs),
        new Sequential(List.of(Lstm.of(units), Dense.of(classes))),
        classes,
        false,
        false,
        forward,
        first);
  }

  /** Operations of a vector-matrix product; a multiply-add counts as two. */
  private static double product(int outputs, int inputs) {
    return 2.0 * outputs * inputs;
  }

  int inputs() {
    return input.size();
  }

  /** The number of class labels of a sample. */
  int labels() {
    return tokens ? inputs() : 1;
  }
}
