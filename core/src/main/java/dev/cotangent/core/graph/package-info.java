/**
 * The computational graph: tensors, the ops that make them, and gradients.
 *
 * <p>{@link dev.cotangent.core.graph.Tensor} is the one class here that knows single ops and plans,
 * since its methods are how users reach them; everything else of this package is below both.
 */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.graph;
