/** The gradient checker: analytic gradients against finite differences, to any order. */
@NullMarked
package dev.cotangent.core.check;

import org.jspecify.annotations.NullMarked;
