package dev.cotangent.layers;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.recurrent.LstmStates;
import dev.cotangent.core.parameter.KaimingUniform;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Scope;
import java.util.List;

/**
 * Long short-term memory (LSTM), one layer in one direction. Samples [T, in] become the last hidden
 * state [hidden] or, with {@code returnSequences}, all hidden states [T, hidden]. The initial
 * hidden and cell states are 0. In step t, with ⊙ elementwise:
 *
 * <pre>
 * i, f, o = σ(x_t·W_ihᵀ + b_ih + h_{t−1}·W_hhᵀ + b_hh)   g = tanh(…), same form
 * c_t = f ⊙ c_{t−1} + i ⊙ g                              h_t = o ⊙ tanh(c_t)
 * </pre>
 *
 * <p>Parameters, named and laid out as in PyTorch's {@code LSTM}, the gates in the order i, f, g,
 * o: {@code weight_ih_l0} [4·hidden, in], {@code weight_hh_l0} [4·hidden, hidden], {@code
 * bias_ih_l0} and {@code bias_hh_l0} [4·hidden], all initialized uniformly in ±1/√hidden.
 *
 * <p>S. Hochreiter, J. Schmidhuber: <i>Long short-term memory</i>, Neural Computation 9, 1997.
 *
 * @param hidden length of the hidden state, at least 1; saved as {@code hidden}
 * @param returnSequences whether to return the hidden states of all steps; saved as {@code
 *     return_sequences}, by default false
 */
public record Lstm(int hidden, boolean returnSequences) implements LayerSpec {

  private static final int GATES = 4;
  private static final int MOST = Integer.MAX_VALUE / GATES;

  /** Validates the length of the hidden state. */
  public Lstm {
    Require.that(hidden >= 1 && hidden <= MOST, "lstm", "hidden", hidden, "1 to " + MOST);
  }

  /** One unit, last step; required by {@link java.util.ServiceLoader}. */
  public Lstm() {
    this(1, false);
  }

  /** Creates a layer that returns the last hidden state, of that length. */
  public static Lstm of(int hidden) {
    return new Lstm(hidden, false);
  }

  /** Returns a copy that returns the hidden states of all steps. */
  public Lstm withReturnSequences() {
    return new Lstm(hidden, true);
  }

  @Override
  public String id() {
    return "lstm";
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("hidden", hidden).with("return_sequences", returnSequences);
  }

  @Override
  public Lstm with(Attributes attributes) {
    attributes.allowOnly("hidden", "return_sequences");
    return new Lstm(attributes.integer("hidden"), attributes.bool("return_sequences", false));
  }

  @Override
  public Layer build(Shape input, Scope scope) {
    if (input.rank() != 2 || input.dim(0) < 1) {
      throw new ShapeException(
          "lstm '"
              + scope.path()
              + "': samples "
              + input
              + ", expected [steps, inputs] with at least 1 step");
    }
    KaimingUniform initial = new KaimingUniform(hidden);
    Shape gates = Shape.of(GATES * hidden);
    // stored as [in, gates] and [hidden, gates], so that the columns of the products are contiguous
    List<Integer> swapped = List.of(1, 0);
    return new Built(
        scope.parameter("weight_ih_l0", Shape.of(GATES * hidden, input.dim(1)), initial, swapped),
        scope.parameter("weight_hh_l0", Shape.of(GATES * hidden, hidden), initial, swapped),
        scope.parameter("bias_ih_l0", gates, initial),
        scope.parameter("bias_hh_l0", gates, initial),
        returnSequences ? input.dim(0) : 1,
        returnSequences ? Shape.of(input.dim(0), hidden) : Shape.of(hidden));
  }

  /**
   * Computes the hidden and cell states (h_t, c_t) of the last steps, [N, last, 2·hidden], from
   * given initial states.
   *
   * @param x the inputs [N, T, in]
   * @param inputWeights W_ihᵀ [in, 4·hidden]
   * @param recurrentWeights W_hhᵀ [hidden, 4·hidden]
   * @param bias b_ih + b_hh [4·hidden]
   * @param h the initial hidden state [N, hidden]
   * @param c the initial cell state [N, hidden]
   * @param last number of steps to return, from 1 to T
   * @throws ShapeException if the shapes do not fit
   */
  public static Tensor states(
      Tensor x,
      Tensor inputWeights,
      Tensor recurrentWeights,
      Tensor bias,
      Tensor h,
      Tensor c,
      int last) {
    Shape shape = x.shape();
    if (shape.rank() != 3) {
      throw new ShapeException(
          "lstm: the input is " + x.type() + ", expected [batch, steps, inputs]");
    }
    Tensor steps = x.reshape(Shape.of(shape.dim(0) * shape.dim(1), shape.dim(2)));
    Tensor gates = steps.matmul(inputWeights).add(bias);
    Tensor sequence = gates.reshape(shape.with(2, gates.shape().dim(1)));
    return new LstmStates(last).on(sequence, recurrentWeights, h, c);
  }

  private record Built(
      Parameter inputWeights,
      Parameter recurrentWeights,
      Parameter inputBias,
      Parameter recurrentBias,
      int last,
      Shape outputShape)
      implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      int rows = x.shape().dim(0);
      int hidden = recurrentWeights.shape().dim(1);
      Tensor zero = Tensor.full(new TensorType(x.dtype(), Shape.of(rows, hidden)), 0);
      Tensor states =
          states(
              x,
              context.read(inputWeights).transpose(),
              context.read(recurrentWeights).transpose(),
              context.read(inputBias).add(context.read(recurrentBias)),
              zero,
              zero,
              last);
      return states.slice(-1, 0, hidden).reshape(outputShape.prepend(rows));
    }
  }
}
