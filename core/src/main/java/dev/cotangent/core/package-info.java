/**
 * Types that every other package uses: shapes, element types, exceptions and the version of the
 * arithmetic.
 */
@NullMarked
package dev.cotangent.core;

import org.jspecify.annotations.NullMarked;
