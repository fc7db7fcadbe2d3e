package dev.cotangent.core.plan.compile;

import dev.cotangent.core.DType;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.shape.Broadcast;
import dev.cotangent.core.op.shape.Transpose;
import dev.cotangent.core.plan.step.BatchedMatMulStep;
import dev.cotangent.core.plan.step.Chain;
import dev.cotangent.core.plan.step.ChainStep;
import dev.cotangent.core.plan.step.CopyStep;
import dev.cotangent.core.plan.step.CrossEntropyStep;
import dev.cotangent.core.plan.step.KernelStep;
import dev.cotangent.core.plan.step.MatMulStep;
import dev.cotangent.core.plan.step.Node;
import dev.cotangent.core.plan.step.PadSumStep;
import dev.cotangent.core.plan.step.ReferenceStep;
import dev.cotangent.core.plan.step.Step;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Chooses the step that computes a node: the first rule of {@link #RULES} that fits, from the most
 * special to the reference evaluation, which can compute every op.
 */
public final class StepRules {

  /** Makes the step of a node, if the rule is for it. */
  private interface Rule {
    Optional<Step> step(StepRules rules, Node node);
  }

  private static final List<Rule> RULES =
      List.of(
          StepRules::lossWithGradient,
          StepRules::chain,
          StepRules::matrixProduct,
          StepRules::batchedMatrixProduct,
          StepRules::copy,
          StepRules::kernel);

  private final Fusion fusion;
  private final IdentityHashMap<Node, Node> pairs;

  /**
   * The rules for nodes in topological order.
   *
   * @param pair whether a loss and its gradient become one step
   */
  public StepRules(List<Node> nodes, Fusion fusion, boolean pair) {
    this.fusion = fusion;
    this.pairs = pair ? CrossEntropyPairs.of(nodes, fusion) : new IdentityHashMap<>();
  }

  /** The step that computes a node, alone or with others. */
  public Step step(Node node) {
    for (Rule rule : RULES) {
      Optional<Step> step = rule.step(this, node);
      if (step.isPresent()) {
        return step.get();
      }
    }
    return new ReferenceStep(node);
  }

  private Optional<Step> lossWithGradient(Node node) {
    return Optional.ofNullable(pairs.get(node))
        .map(gradient -> new CrossEntropyStep(node, gradient));
  }

  /** Elementwise ops, on the rows of a matrix product if the chain has one. */
  private Optional<Step> chain(Node node) {
    return Optional.ofNullable(fusion.chain(node)).map(this::step);
  }

  private Step step(Chain chain) {
    if (fusion.addsPads(chain)) {
      return new PadSumStep(chain);
    }
    return chain.host() == null ? new ChainStep(chain) : new MatMulStep(chain.host(), chain);
  }

  private Optional<Step> matrixProduct(Node node) {
    return given(MatMulStep.fits(node), () -> new MatMulStep(node, null));
  }

  private Optional<Step> batchedMatrixProduct(Node node) {
    Node hosted = fusion.product(node);
    if (hosted != null) {
      return Optional.of(new BatchedMatMulStep(hosted, node, true));
    }
    return given(
        BatchedMatMulStep.fits(node), () -> new BatchedMatMulStep(node, null, fusion.fuses()));
  }

  private Optional<Step> copy(Node node) {
    boolean moves = node.op instanceof Transpose || node.op instanceof Broadcast;
    return given(moves && node.isFloat(), () -> new CopyStep(node));
  }

  private Optional<Step> kernel(Node node) {
    boolean fits = node.op instanceof KernelOp && node.isFloat() && !readsDoubles(node);
    return given(fits, () -> new KernelStep(node));
  }

  private static boolean readsDoubles(Node node) {
    for (Node input : node.inputs) {
      if (input.type.dtype() == DType.F64) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Step> given(boolean fits, Supplier<Step> step) {
    return fits ? Optional.of(step.get()) : Optional.empty();
  }
}
