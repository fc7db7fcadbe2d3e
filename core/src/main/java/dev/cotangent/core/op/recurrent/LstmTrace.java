package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.work.Rows;
import java.util.List;
import java.util.Optional;

/**
 * The trace of an LSTM (long short-term memory) over all steps, [N, T, 6H]: a row holds the gates
 * i_t, f_t, g_t, o_t, the cell state c_t and the hidden state h_{t−1} before the step.
 *
 * <p>Inputs: a [N, T, 4H], the contribution of each step's input to the gates; u [H, 4H], the
 * recurrent weights; h_{−1} and c_{−1} [N, H]. With z_t = a_t + h_{t−1}·u in four parts of H:
 *
 * <pre>
 * i = σ(z_i)   f = σ(z_f)   g = tanh(z_g)   o = σ(z_o)
 * c_t = f·c_{t−1} + i·g     h_t = o·tanh(c_t)
 * </pre>
 *
 * <p>The derivative is that of the expansion; {@link LstmStates} has a faster one.
 *
 * <p>S. Hochreiter, J. Schmidhuber: <i>Long short-term memory</i>, Neural Computation 9, 1997; F.
 * Gers, J. Schmidhuber, F. Cummins: <i>Learning to forget</i>, Neural Computation 12, 2000.
 */
public record LstmTrace() implements KernelOp {

  @Override
  public String id() {
    return "lstm_trace";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return inputs.get(0).with(LstmShape.of(this, inputs).sequence(LstmShape.PARTS));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    LstmReference.trace(inputs, output);
  }

  @Override
  public Rows rows(List<TensorType> inputs, TensorType output) {
    return Rows.ROWWISE;
  }

  @Override
  public boolean aligned(int input) {
    return input != 1;
  }

  @Override
  public boolean choosesBlocks() {
    return true;
  }

  @Override
  public double cost(List<TensorType> inputs, TensorType output) {
    return LstmShape.of(this, inputs).cost() + 50.0 * output.shape().size();
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    LstmForward.run(kernels, operands, from, to, scratch);
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor u = inputs.get(1);
    Tensor h = inputs.get(2);
    Tensor c = inputs.get(3);
    int hidden = u.shape().dim(0);
    Tensor[] rows = new Tensor[inputs.get(0).shape().dim(1)];
    for (int t = 0; t < rows.length; t++) {
      Tensor z = step(inputs.get(0), t).add(h.matmul(u));
      Tensor i = part(z, 0, hidden).sigmoid();
      Tensor f = part(z, 1, hidden).sigmoid();
      Tensor g = part(z, 2, hidden).tanh();
      Tensor o = part(z, 3, hidden).sigmoid();
      c = f.mul(c).add(i.mul(g));
      rows[t] = row(Tensor.concat(1, i, f, g, o, c, h));
      h = o.mul(c.tanh());
    }
    return Optional.of(Tensor.concat(1, rows));
  }

  /** Extracts step t [N, k] of a sequence [N, T, k]. */
  static Tensor step(Tensor sequence, int t) {
    Shape shape = sequence.shape();
    return sequence.slice(1, t, t + 1).reshape(Shape.of(shape.dim(0), shape.dim(2)));
  }

  /** Reshapes a step [N, k] to a sequence [N, 1, k]. */
  static Tensor row(Tensor step) {
    return step.reshape(Shape.of(step.shape().dim(0), 1, step.shape().dim(1)));
  }

  /** Extracts a part of H elements of the last axis. */
  static Tensor part(Tensor x, int part, int hidden) {
    return x.slice(-1, part * hidden, (part + 1) * hidden);
  }
}
