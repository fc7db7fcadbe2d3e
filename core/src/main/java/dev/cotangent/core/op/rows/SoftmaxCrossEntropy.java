package dev.cotangent.core.op.rows;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.rule.Types;
import java.util.List;
import java.util.Optional;

/**
 * y[r] = log Σ exp(z[r]) − z[r][label[r]] for logits z [rows, classes] and I32 class indices
 * [rows]: softmax and cross-entropy in one op. dy/dz = softmax(z) − onehot(label). A label outside
 * [0, classes) gives NaN in its row.
 */
public record SoftmaxCrossEntropy() implements LastAxis {

  @Override
  public String id() {
    return "softmax_cross_entropy";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return inputs.get(0).with(checked(this, inputs));
  }

  /** Checks that logits and labels fit; returns the shape of the labels. */
  static Shape checked(KernelOp op, List<TensorType> inputs) {
    TensorType logits = Types.floating(op, inputs.get(0));
    TensorType labels = inputs.get(1);
    Types.rank(op, logits, 2, 2);
    Types.dtype(op, labels, DType.I32);
    if (!labels.shape().equals(logits.shape().without(-1))) {
      throw new ShapeException(
          op.id()
              + ": labels "
              + labels
              + " for logits "
              + logits
              + ", expected one label for each row");
    }
    return labels.shape();
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values z = inputs.get(0);
    int classes = z.shape().dim(-1);
    for (int row = 0; row < output.data().length; row++) {
      int start = row * classes;
      double max = LogSumExp.max(z, start, classes);
      double margin = max - logit(z, start, classes, inputs.get(1).at(row));
      output.set(row, margin + StrictMath.log(LogSumExp.sumExp(z, start, classes, max)));
    }
  }

  private static double logit(Values z, int start, int classes, double label) {
    return label >= 0 && label < classes ? z.at(start + (int) label) : Double.NaN;
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    int classes = operands.type(0).shape().dim(-1);
    kernels.softmaxCrossEntropy(
        operands.floats(0),
        operands.offset(0) + from * classes,
        operands.ints(1),
        operands.offset(1) + from,
        to - from,
        classes,
        operands.out(),
        operands.outOffset() + from,
        scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new SoftmaxCrossEntropyGrad().on(y.input(0), y.input(1), upstream));
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor z = inputs.get(0);
    Tensor chosen = oneHot(z, inputs.get(1)).where(z, Tensor.full(z.type(), 0)).sum(-1);
    return Optional.of(z.logSumExp().sub(chosen));
  }

  /** The BOOL mask [rows, classes] that is true at each row's label. */
  static Tensor oneHot(Tensor logits, Tensor labels) {
    Tensor column = labels.reshape(Shape.of(labels.shape().size(), 1));
    return column.equalTo(Tensor.iota(logits.shape().dim(-1)));
  }
}
