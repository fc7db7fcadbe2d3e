/**
 * Code of others: the jar it comes from, and the place where it is executing. For our own modules.
 */
@NullMarked
package dev.cotangent.core.foreign;

import org.jspecify.annotations.NullMarked;
