/** The ops: one file each, with formula, derivative, shape rule and reference evaluation. */
@NullMarked
package dev.cotangent.core.op;

import org.jspecify.annotations.NullMarked;
