/** Training and prediction on Apache Spark, with the bits of one machine. */
@NullMarked
package dev.cotangent.spark;

import org.jspecify.annotations.NullMarked;
