/**
 * The gradient checker: analytic gradients against finite differences, to any order; and {@link
 * dev.cotangent.core.check.OpExamples}, every op with operands to check it on.
 */
@NullMarked
package dev.cotangent.core.check;

import org.jspecify.annotations.NullMarked;
