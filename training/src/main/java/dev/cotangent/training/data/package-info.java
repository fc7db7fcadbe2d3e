/**
 * Where samples come from: tables in CSV with numbers and categories, IDX files, data sets on
 * board, generators; each checked and turned into a {@link dev.cotangent.training.Dataset}.
 */
@NullMarked
package dev.cotangent.training.data;

import org.jspecify.annotations.NullMarked;
