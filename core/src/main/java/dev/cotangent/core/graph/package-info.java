/**
 * The computational graph: tensors, the interface of their ops, and gradients.
 *
 * <p>{@link dev.cotangent.core.graph.Tensor} is the only class here that knows concrete ops and
 * plans, since users reach them through its methods; the rest of this package depends on neither.
 */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.graph;
