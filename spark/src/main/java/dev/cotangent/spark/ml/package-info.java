/**
 * The inner parts of the estimators, models and SQL functions: columns in and out, the models of an
 * executor, files. Not for users; it may change at any time.
 */
@NullMarked
package dev.cotangent.spark.ml;

import org.jspecify.annotations.NullMarked;
