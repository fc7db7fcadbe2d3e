/**
 * Data sets that do not come from a table: IDX files such as MNIST, built-in data sets and
 * generators.
 */
@NullMarked
package dev.cotangent.training.source;

import org.jspecify.annotations.NullMarked;
