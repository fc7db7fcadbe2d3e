/** Parameters, their contiguous store and their initializers. */
@NullMarked
package dev.cotangent.core.parameter;

import org.jspecify.annotations.NullMarked;
