/**
 * The gradient checker, which compares analytic gradients of any order with finite differences, and
 * the form of an example of an op with operands to check it on.
 */
@NullMarked
package dev.cotangent.core.check;

import org.jspecify.annotations.NullMarked;
