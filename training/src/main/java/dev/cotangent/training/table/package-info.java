/**
 * Tables with numeric and categorical columns: read from CSV, encoded as a {@link
 * dev.cotangent.training.data.Dataset}, and predicted row by row from the columns that the model
 * file names.
 */
@NullMarked
package dev.cotangent.training.table;

import org.jspecify.annotations.NullMarked;
