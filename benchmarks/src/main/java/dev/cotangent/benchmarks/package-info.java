/**
 * Benchmarks of single kernels. JMH runs the classes that are called {@code *Benchmark}; {@link
 * dev.cotangent.benchmarks.KernelTable} runs the same classes side by side, against scalar loops.
 */
@NullMarked
package dev.cotangent.benchmarks;

import org.jspecify.annotations.NullMarked;
