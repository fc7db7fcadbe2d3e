/** Bytes, operations and times of steps, and their formatting. Not exported. */
@NullMarked
package dev.cotangent.core.plan.figures;

import org.jspecify.annotations.NullMarked;
