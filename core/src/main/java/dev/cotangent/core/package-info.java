/**
 * Types that every other package uses: shapes, element types, errors, argument checks and the
 * version of the arithmetic.
 */
@NullMarked
package dev.cotangent.core;

import org.jspecify.annotations.NullMarked;
