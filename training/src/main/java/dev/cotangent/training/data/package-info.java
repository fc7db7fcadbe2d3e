/**
 * Data sources: CSV tables with numbers and categories, IDX files, built-in data sets and
 * generators. Each is validated and converted to a {@link dev.cotangent.training.data.Dataset}.
 */
@NullMarked
package dev.cotangent.training.data;

import org.jspecify.annotations.NullMarked;
