package dev.cotangent.core.op.recurrent;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import java.util.List;
import java.util.Optional;

/**
 * The states (h_t, c_t) of an LSTM (long short-term memory) after its last steps, [N, last, 2H];
 * inputs and formula are those of {@link LstmTrace}.
 *
 * <p>Its derivative needs the trace, which forward and backward pass then share. With dz [N, T,
 * 4H], the gradient of the gates' pre-activations from {@link LstmGrad}: ā = dz; ū = Σ_t
 * h_{t−1}ᵀ·dz_t, one product over all steps and samples; h̄_{−1} = dz_0·uᵀ; c̄_{−1} is the other
 * result of {@link LstmGrad}.
 *
 * @param last the number of steps whose states are returned, from 1 to T
 */
public record LstmStates(int last) implements Op {

  @Override
  public String id() {
    return "lstm_states";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    LstmShape shape = LstmShape.of(this, inputs);
    if (last < 1 || last > shape.steps()) {
      throw new ShapeException(
          "lstm_states: the last "
              + last
              + " steps of "
              + inputs.get(0)
              + ", expected 1 to "
              + shape.steps());
    }
    return inputs.get(0).with(Shape.of(shape.rows(), last, 2 * shape.hidden()));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    LstmReference.states(inputs, last, output);
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    int steps = inputs.get(0).shape().dim(1);
    int hidden = inputs.get(1).shape().dim(0);
    Tensor trace = trace(inputs).slice(1, steps - last, steps);
    Tensor cell = LstmTrace.part(trace, LstmShape.CELL, hidden);
    Tensor gate = LstmTrace.part(trace, LstmShape.OUTPUT_GATE, hidden);
    return Optional.of(Tensor.concat(2, gate.mul(cell.tanh()), cell));
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor u = y.input(1);
    Tensor c = y.input(3);
    Tensor trace = trace(y.inputs());
    Tensor dz = new LstmGrad(LstmGrad.Of.GATES).on(trace, u, upstream, c);
    Tensor before = rows(LstmTrace.part(trace, LstmShape.BEFORE, u.shape().dim(0)));
    cotangents.add(0, dz);
    cotangents.add(1, before.transpose().matmul(rows(dz)));
    cotangents.add(2, LstmTrace.step(dz, 0).matmul(u.transpose()));
    cotangents.add(3, new LstmGrad(LstmGrad.Of.CELL).on(trace, u, upstream));
  }

  private static Tensor trace(List<Tensor> inputs) {
    return Tensor.apply(new LstmTrace(), inputs);
  }

  /** Reshapes [N, T, k] to [N·T, k]. */
  private static Tensor rows(Tensor sequence) {
    Shape shape = sequence.shape();
    return sequence.reshape(Shape.of(shape.dim(0) * shape.dim(1), shape.dim(2)));
  }
}
