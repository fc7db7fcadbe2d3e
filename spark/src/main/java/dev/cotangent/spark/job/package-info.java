/**
 * A job whose members run at the same time and exchange messages: one barrier stage of Spark for
 * each attempt, errors as values, restarts after lost executors, and checkpoints on any file system
 * that Hadoop knows.
 */
@NullMarked
package dev.cotangent.spark.job;

import org.jspecify.annotations.NullMarked;
