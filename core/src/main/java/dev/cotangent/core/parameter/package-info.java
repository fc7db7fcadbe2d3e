/** Parameters, their contiguous store, and where their first values come from. */
@NullMarked
package dev.cotangent.core.parameter;

import org.jspecify.annotations.NullMarked;
