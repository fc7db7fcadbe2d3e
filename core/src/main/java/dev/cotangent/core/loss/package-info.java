/** Loss functions, and the contract of those that plugins bring. */
@NullMarked
package dev.cotangent.core.loss;

import org.jspecify.annotations.NullMarked;
