package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/** y = true where the relation holds between a and b, as BOOL; no gradient. Shapes broadcast. */
public record Compare(Relation relation) implements BinaryKernelOp {

  /** The relations; the others are these with their operands swapped. */
  public enum Relation {
    /** a &gt; b. */
    GREATER(Binary.GREATER),
    /** a ≥ b. */
    GREATER_EQUAL(Binary.GREATER_EQUAL),
    /** a = b. */
    EQUAL(Binary.EQUAL);

    private final Binary kernel;

    Relation(Binary kernel) {
      this.kernel = kernel;
    }
  }

  @Override
  public String id() {
    return relation.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public Binary kernel() {
    return relation.kernel;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return Types.broadcast(this, inputs.get(0), inputs.get(1)).with(DType.BOOL);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    // a comparison is piecewise constant
  }
}
