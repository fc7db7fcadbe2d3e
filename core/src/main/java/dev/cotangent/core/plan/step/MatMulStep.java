package dev.cotangent.core.plan.step;

import dev.cotangent.core.DType;
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
 * A product of two matrices, and the elementwise chain (bias, activation, mask) that runs on its
 * rows as they are computed. With a transposed first factor it sums over the rows of both, as for a
 * weight gradient.
 */
public final class MatMulStep extends Step {

  /** Columns of a panel: two vectors of the widest machines. */
  private static final int PANEL = 32;

  /** A product with at least this many floating-point operations may have its own phase. */
  private static final double LARGE = 4e7;

  /** With fewer columns there is too little work to share among workers. */
  private static final int WIDE = 8 * PANEL;

  private final Node product;
  private final @Nullable Chain chain;
  private final Form form;
  private final Node a;
  private final Node b;

  public MatMulStep(Node product, @Nullable Chain chain) {
    super(chain == null ? product : chain.root(), rows(form(product)), product.type.shape().dim(0));
    this.product = product;
    this.chain = chain;
    this.form = form(product);
    this.a = factor(product, 0);
    this.b = factor(product, 1);
  }

  private static Form form(Node product) {
    if (readsTransposed(product, 0)) {
      return Form.TN;
    }
    return readsTransposed(product, 1) ? Form.NT : Form.NN;
  }

  private static Rows rows(Form form) {
    return form == Form.TN ? Rows.OVER_ROWS : Rows.ROWWISE;
  }

  private static Node factor(Node product, int index) {
    Node factor = product.inputs[index];
    return readsTransposed(product, index) ? factor.inputs[0] : factor;
  }

  private int columns() {
    return product.type.shape().dim(1);
  }

  private int depth() {
    return product.inputs[0].type.shape().dim(1);
  }

  @Override
  public List<Node> nodes() {
    List<Node> nodes = new ArrayList<>(List.of(product));
    if (chain != null) {
      nodes.addAll(chain.members());
    }
    return nodes;
  }

  @Override
  public List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    operands.add(new Operand(a, rows == Rows.ROWWISE));
    operands.add(new Operand(b, false));
    if (chain != null) {
      operands.addAll(ChainStep.operands(chain, units));
    }
    return operands;
  }

  /** Panels for a large product with more columns than rows; else 0. */
  @Override
  public int panels() {
    boolean large = 2.0 * units * columns() * depth() >= LARGE;
    boolean wide = columns() >= WIDE && columns() > units;
    return rows == Rows.ROWWISE && large && wide ? (columns() + PANEL - 1) / PANEL : 0;
  }

  @Override
  public Task bind(Kernels kernels, Function<Node, Slot> slots) {
    Multiply multiply = multiply(kernels, slots);
    return chain == null ? multiply : new Then(multiply, new ChainTask(chain, kernels, slots));
  }

  @Override
  public Task bindPanels(Kernels kernels, Function<Node, Slot> slots) {
    Multiply multiply = multiply(kernels, slots);
    return chain == null
        ? new Panels(multiply)
        : new PanelsThen(new Panels(multiply), new ChainTask(chain, kernels, slots), columns());
  }

  private Multiply multiply(Kernels kernels, Function<Node, Slot> slots) {
    return new Multiply(
        kernels,
        form,
        units,
        columns(),
        depth(),
        slots.apply(a),
        slots.apply(b),
        slots.apply(output));
  }

  @Override
  public double cost() {
    return 2.0 * units * columns() * depth() + (chain == null ? 0 : ChainStep.cost(chain));
  }

  @Override
  public String name() {
    return "matmul." + form + (chain == null ? "" : "+" + ChainStep.name(chain));
  }

  private record Multiply(Kernels kernels, Form form, int m, int n, int k, Slot a, Slot b, Slot c)
      implements Task {

    @Override
    public void run(int from, int to, Scratch scratch) {
      int lda = form == Form.TN ? m : k;
      int aOffset = a.offset + (form == Form.TN ? from : from * k);
      int ldb = form == Form.NT ? k : n;
      kernels.matmul(
          form,
          to - from,
          n,
          k,
          a.floats,
          aOffset,
          lda,
          b.floats,
          b.offset,
          ldb,
          c.floats,
          c.offset + from * n,
          n,
          false,
          scratch);
    }
  }

  /** The same product, cut into panels of columns, so that no two workers pack the same data. */
  private record Panels(Multiply all) implements Task {

    @Override
    public void run(int from, int to, Scratch scratch) {
      int first = from * PANEL;
      int count = Math.min(all.n, to * PANEL) - first;
      int bOffset = all.b.offset + (all.form == Form.NT ? first * all.k : first);
      all.kernels.matmul(
          all.form,
          all.m,
          count,
          all.k,
          all.a.floats,
          all.a.offset,
          all.k,
          all.b.floats,
          bOffset,
          all.form == Form.NT ? all.k : all.n,
          all.c.floats,
          all.c.offset + first,
          all.n,
          false,
          scratch);
    }
  }

  private record PanelsThen(Panels first, ChainTask second, int columns) implements Task {

    @Override
    public void run(int from, int to, Scratch scratch) {
      first.run(from, to, scratch);
      if (from == 0 && to * PANEL >= columns) {
        second.run(0, first.all.m, scratch);
      } else {
        second.runColumns(from * PANEL, Math.min(columns, to * PANEL), scratch);
      }
    }
  }

  private record Then(Task first, Task second) implements Task {

    @Override
    public void run(int from, int to, Scratch scratch) {
      first.run(from, to, scratch);
      second.run(from, to, scratch);
    }
  }

  /** Whether a matrix product reads a factor through its transposition (at most one of the two). */
  public static boolean readsTransposed(Node product, int factor) {
    boolean transposed = isTransposition(product.inputs[factor]);
    return transposed && (factor == 0 || !isTransposition(product.inputs[0]));
  }

  private static boolean isTransposition(Node node) {
    return node.op instanceof Transpose transpose && transpose.isMatrixTranspose();
  }

  /** Whether the node is a product of two float32 matrices. */
  public static boolean fits(Node node) {
    return node.op instanceof MatMul
        && node.type.dtype() == DType.F32
        && node.type.shape().rank() == 2;
  }
}
