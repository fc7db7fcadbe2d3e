/** The runner of the benchmark workloads; starts fast, so without Guice, picocli and Logback. */
@NullMarked
package dev.cotangent.cli.bench;

import org.jspecify.annotations.NullMarked;
