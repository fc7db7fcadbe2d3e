/**
 * The leaves of graphs: constants, inputs and parameters. For our own modules; users create them
 * with methods of {@link dev.cotangent.core.graph.Tensor}.
 */
@NullMarked
package dev.cotangent.core.op.leaf;

import org.jspecify.annotations.NullMarked;
