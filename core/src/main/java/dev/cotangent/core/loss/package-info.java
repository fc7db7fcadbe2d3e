/** Loss functions, and the interface that loss plugins implement. */
@NullMarked
package dev.cotangent.core.loss;

import org.jspecify.annotations.NullMarked;
