package dev.cotangent.examples;

import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One neuron, f = σ(w0·x0 + w1·x1 + w2), with the sigmoid written once as four steps (× −1, exp, +
 * 1 and 1/x) and once as one op with the derivative σ·(1 − σ). Both give the same gradients.
 */
public final class E02SigmoidNeuron {

  private E02SigmoidNeuron() {}

  /** Prints f and the gradients of w0, x0, w1, x1 and w2, computed both ways. */
  public static void main(String[] args) {
    System.out.println("in four steps: " + Arrays.toString(inFourSteps()));
    System.out.println("as one gate:   " + Arrays.toString(asOneGate()));
  }

  /** The neuron with the sigmoid written as four steps. */
  static double[] inFourSteps() {
    return neuron(q -> q.mul(-1).exp().add(1).reciprocal());
  }

  /** The neuron with the sigmoid as one op. */
  static double[] asOneGate() {
    return neuron(Tensor::sigmoid);
  }

  private static double[] neuron(UnaryOperator<Tensor> sigmoid) {
    Tensor w0 = Tensor.f64(2.0);
    Tensor x0 = Tensor.f64(-1.0);
    Tensor w1 = Tensor.f64(-3.0);
    Tensor x1 = Tensor.f64(-2.0);
    Tensor w2 = Tensor.f64(-3.0);
    Tensor f = sigmoid.apply(w0.mul(x0).add(w1.mul(x1)).add(w2));

    List<Tensor> leaves = List.of(w0, x0, w1, x1, w2);
    Gradients g = Gradients.of(f, leaves);
    double[] values = new double[6];
    values[0] = f.item();
    for (int i = 0; i < leaves.size(); i++) {
      values[i + 1] = g.of(leaves.get(i)).item();
    }
    return values;
  }
}
