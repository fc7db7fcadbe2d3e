/**
 * Samples of a cluster in one global order, which depends on their content alone, and the part of
 * them that each member of a training has. An order needs two passes over the rows and one shuffle;
 * members that read files themselves need none.
 */
@NullMarked
package dev.cotangent.spark.data;

import org.jspecify.annotations.NullMarked;
