package dev.cotangent.core.plan.step;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.shape.MatMul;
import dev.cotangent.core.op.shape.Transpose;
import dev.cotangent.core.work.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A batched matrix product, computed one product after the other. Factors are read in place through
 * slices and transpositions, such as the heads of an attention, and a transposition of the result
 * is written at once.
 */
public final class BatchedMatMulStep extends Step {

  private final Node product;
  private final View a;
  private final View b;
  private final View c;

  /**
   * A step for a product.
   *
   * @param transposed the transposition of the product that is computed in its place, or null
   * @param inPlace whether to read factors through slices and transpositions
   */
  public BatchedMatMulStep(Node product, @Nullable Node transposed, boolean inPlace) {
    super(transposed == null ? product : transposed, Rows.ROWWISE, firstAxis(product));
    this.product = product;
    this.a = inPlace ? factor(product, 0) : View.own(product.inputs[0]);
    this.b = inPlace ? factor(product, 1) : View.own(product.inputs[1]);
    this.c = transposed == null ? View.own(product) : result(transposed);
  }

  /** Whether the node is a product of several float32 matrices. */
  public static boolean fits(Node node) {
    return node.op instanceof MatMul && node.isFloat() && !MatMulStep.fits(node);
  }

  /** The node that the step reads for a factor of a product. */
  public static Node source(Node product, int factor) {
    return factor(product, factor).source();
  }

  /**
   * Whether the step can write the transposition of a product instead of the product: with the same
   * first axis, and neighbours either along the product's rows or along its columns. Those of a
   * column are written as the rows of the transposed product (AB)ᵀ = BᵀAᵀ, in which each element is
   * the same chain; the kernels have no form for two transposed factors.
   */
  public static boolean writes(Node transposition, Node product) {
    if (((Transpose) transposition.op).permutation().get(0) != 0) {
      return false;
    }
    View result = result(transposition);
    boolean transposes = !factor(product, 0).hasRows() || !factor(product, 1).hasRows();
    return result.hasRows() || (result.hasColumns() && transposes);
  }

  /** The product's elements in the memory of its transposition. */
  private static View result(Node transposition) {
    List<Integer> permutation = ((Transpose) transposition.op).permutation();
    List<Integer> inverse = new ArrayList<>(permutation);
    for (int axis = 0; axis < permutation.size(); axis++) {
      inverse.set(permutation.get(axis), axis);
    }
    return View.own(transposition).permuted(inverse);
  }

  /** A factor as far back as a kernel can read it: at most one of the two is stored by columns. */
  private static View factor(Node product, int index) {
    Node node = product.inputs[index];
    View view = View.of(node);
    boolean readable =
        view.hasRows() || (view.hasColumns() && (index == 0 || factor(product, 0).hasRows()));
    return readable ? view : View.own(node);
  }

  @Override
  public List<Node> nodes() {
    return output == product ? List.of(product) : List.of(product, output);
  }

  /** The elements of a factor, which may be a part of the operand. */
  @Override
  public int elementsRead(int operand) {
    return product.inputs[operand].size();
  }

  @Override
  public List<Operand> operands() {
    return List.of(operand(a), operand(b));
  }

  private Operand operand(View factor) {
    boolean whole = factor.dims().length == product.type.shape().rank();
    return new Operand(factor.source(), whole && factor.keepsRows(units));
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    return new Products(kernels, slots);
  }

  @Override
  public double cost() {
    return 2.0 * product.size() * depth();
  }

  private int depth() {
    return product.inputs[0].type.shape().dim(-1);
  }

  @Override
  public String name() {
    return "matmul.batched";
  }

  private final class Products implements Task {

    private final Kernels kernels;
    private final int[] dims = product.type.shape().dims();
    private final boolean swaps = !c.hasRows();
    private final View first = swaps ? b : a;
    private final View second = swaps ? a : b;
    private final Form form = form();
    private final int rows = product.type.shape().dim(swaps ? -1 : -2);
    private final int columns = product.type.shape().dim(swaps ? -2 : -1);
    private final int depth = depth();
    private final int lda = first.leadingDimension();
    private final int ldb = second.leadingDimension();
    private final int ldc = c.leadingDimension();
    private final int[] aStarts = first.starts(dims);
    private final int[] bStarts = second.starts(dims);
    private final int[] cStarts = c.starts(dims);
    private final int perUnit = units == 0 ? 0 : cStarts.length / units;
    private final Slot aSlot;
    private final Slot bSlot;
    private final Slot cSlot;

    private Products(Kernels kernels, Function<Node, Slot> slots) {
      this.kernels = kernels;
      this.aSlot = slots.apply(first.source());
      this.bSlot = slots.apply(second.source());
      this.cSlot = slots.apply(output);
    }

    private Form form() {
      if (first.hasRows() == swaps) {
        return Form.TN;
      }
      return second.hasRows() == swaps ? Form.NT : Form.NN;
    }

    @Override
    public void run(int from, int to, Scratch scratch) {
      for (int i = from * perUnit; i < to * perUnit; i++) {
        kernels.matmul(
            form,
            rows,
            columns,
            depth,
            aSlot.floats,
            aSlot.offset + aStarts[i],
            lda,
            bSlot.floats,
            bSlot.offset + bStarts[i],
            ldb,
            cSlot.floats,
            cSlot.offset + cStarts[i],
            ldc,
            false,
            scratch);
      }
    }
  }
}
