package dev.cotangent.core.op.rows;

import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Operands;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of softmax cross-entropy in one op: y = (softmax(z) − onehot(label))·g for logits z
 * [rows, classes], I32 labels [rows] and the upstream gradient g [rows]. Its derivative is that of
 * its expansion.
 */
public record SoftmaxCrossEntropyGrad() implements LastAxis {

  @Override
  public String id() {
    return "softmax_cross_entropy_grad";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType row = inputs.get(0).with(SoftmaxCrossEntropy.checked(this, inputs));
    if (!inputs.get(2).equals(row)) {
      throw new ShapeException(
          id() + ": the upstream gradient is " + inputs.get(2) + ", expected " + row);
    }
    return inputs.get(0);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values z = inputs.get(0);
    int classes = z.shape().dim(-1);
    for (int row = 0; row < inputs.get(1).data().length; row++) {
      double max = LogSumExp.max(z, row * classes, classes);
      double sum = LogSumExp.sumExp(z, row * classes, classes, max);
      double label = inputs.get(1).at(row);
      double scale = label >= 0 && label < classes ? inputs.get(2).at(row) : Double.NaN;
      for (int i = 0; i < classes; i++) {
        double probability = StrictMath.exp(z.at(row * classes + i) - max) / sum;
        output.set(row * classes + i, (probability - (i == label ? 1 : 0)) * scale);
      }
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    int classes = operands.type(0).shape().dim(-1);
    kernels.softmaxCrossEntropyGrad(
        operands.floats(0),
        operands.offset(0) + from * classes,
        operands.ints(1),
        operands.offset(1) + from,
        operands.floats(2),
        operands.offset(2) + from,
        to - from,
        classes,
        operands.out(),
        operands.outOffset() + from * classes,
        Kernels.UNWANTED,
        0,
        scratch);
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor z = inputs.get(0);
    Tensor probabilities = z.softmax();
    Tensor mask = SoftmaxCrossEntropy.oneHot(z, inputs.get(1));
    Tensor difference = mask.where(probabilities.sub(1), probabilities);
    return Optional.of(difference.mul(inputs.get(2).reshape(z.shape().with(-1, 1))));
  }
}
