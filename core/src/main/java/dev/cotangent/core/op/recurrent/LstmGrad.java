package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.rule.Types;
import dev.cotangent.core.work.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The backward pass of an LSTM (long short-term memory), from the last step to the first.
 *
 * <p>Inputs: the trace [N, T, 6H] of {@link LstmTrace}; u [H, 4H]; the upstream gradients (h̄, c̄)
 * [N, S, 2H] of the last S states; for {@link Of#GATES} c_{−1} [N, H] too. With dh_t = h̄_t +
 * dz_{t+1}·uᵀ and q = tanh(c_t):
 *
 * <pre>
 * dc   = (c̄_t + dc_{t+1}·f_{t+1}) + dh·o·(1 − q²)
 * dz_i = dc·g·i·(1 − i)          dz_f = dc·c_{t−1}·f·(1 − f)
 * dz_g = dc·i·(1 − g²)           dz_o = dh·q·o·(1 − o)
 * </pre>
 *
 * <p>Its derivative, for second and higher order, is that of its expansion.
 *
 * @param of the gradient to compute
 */
public record LstmGrad(Of of) implements KernelOp {

  /** The quantity whose gradient is computed. */
  public enum Of {
    /** The pre-activations of the gates in every step: dz [N, T, 4H]. */
    GATES,
    /** The cell state before the first step: dc_0·f_0 [N, H]. */
    CELL
  }

  @Override
  public String id() {
    return "lstm_grad_" + of.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    LstmShape shape = shape(inputs);
    TensorType trace = inputs.get(0);
    TensorType upstream = inputs.get(2);
    Types.rank(this, upstream, 3, 3);
    int last = upstream.shape().dim(1);
    if (last < 1 || last > shape.steps()) {
      throw new ShapeException(
          id()
              + ": the upstream gradient is "
              + upstream
              + ", expected 1 to "
              + shape.steps()
              + " steps");
    }
    Shape states = Shape.of(shape.rows(), last, 2 * shape.hidden());
    LstmShape.require(this, "upstream gradient", upstream, trace.with(states));
    if (of == Of.CELL) {
      return trace.with(shape.state());
    }
    LstmShape.require(this, "first cell state", inputs.get(3), trace.with(shape.state()));
    return trace.with(shape.sequence(LstmShape.GATES));
  }

  private LstmShape shape(List<TensorType> inputs) {
    return LstmShape.of(this, inputs.get(0), LstmShape.PARTS, inputs.get(1));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    LstmGradReference.evaluate(inputs, of, output);
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
    return shape(inputs).cost() + 10.0 * inputs.get(0).shape().size();
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    LstmBackward.run(of, kernels, operands, from, to, scratch);
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    LstmShape shape = shape(inputs.stream().map(Tensor::type).toList());
    Tensor upstream = inputs.get(2);
    int unseen = shape.steps() - upstream.shape().dim(1);
    Tensor[] rows = new Tensor[shape.steps()];
    Tensor dh = Tensor.full(upstream.type().with(shape.state()), 0);
    Tensor dc = dh;
    for (int t = shape.steps() - 1; t >= 0; t--) {
      if (t >= unseen) {
        Tensor states = LstmTrace.step(upstream, t - unseen);
        dh = dh.add(LstmTrace.part(states, 0, shape.hidden()));
        dc = dc.add(LstmTrace.part(states, 1, shape.hidden()));
      }
      Tensor[] trace = parts(inputs.get(0), t, shape.hidden());
      Tensor q = trace[LstmShape.CELL].tanh();
      dc = dc.add(dh.mul(trace[LstmShape.OUTPUT_GATE]).mul(complement(q.square())));
      if (t > 0 || of == Of.GATES) {
        Tensor before =
            t == 0 ? inputs.get(3) : parts(inputs.get(0), t - 1, shape.hidden())[LstmShape.CELL];
        Tensor dz = gates(trace, q, before, dh, dc);
        rows[t] = LstmTrace.row(dz);
        dh = dz.matmul(inputs.get(1).transpose());
      }
      dc = dc.mul(trace[1]);
    }
    return Optional.of(of == Of.CELL ? dc : Tensor.concat(1, rows));
  }

  /** dz of one step. */
  private static Tensor gates(Tensor[] trace, Tensor q, Tensor before, Tensor dh, Tensor dc) {
    Tensor i = trace[0];
    Tensor f = trace[1];
    Tensor g = trace[LstmShape.CANDIDATE];
    Tensor o = trace[LstmShape.OUTPUT_GATE];
    return Tensor.concat(
        1,
        dc.mul(g).mul(i).mul(complement(i)),
        dc.mul(before).mul(f).mul(complement(f)),
        dc.mul(i).mul(complement(g.square())),
        dh.mul(q).mul(o).mul(complement(o)));
  }

  private static Tensor[] parts(Tensor trace, int t, int hidden) {
    Tensor row = LstmTrace.step(trace, t);
    Tensor[] parts = new Tensor[LstmShape.PARTS];
    Arrays.setAll(parts, part -> LstmTrace.part(row, part, hidden));
    return parts;
  }

  private static Tensor complement(Tensor x) {
    return x.neg().add(1);
  }
}
