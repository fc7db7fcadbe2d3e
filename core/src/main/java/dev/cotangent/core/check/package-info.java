/**
 * The gradient checker, which compares analytic gradients of any order with finite differences, and
 * {@link dev.cotangent.core.check.OpExamples}, every op with operands to check it on.
 */
@NullMarked
package dev.cotangent.core.check;

import org.jspecify.annotations.NullMarked;
