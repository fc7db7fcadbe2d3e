/** The benchmark runner; for a fast start it uses no Guice, picocli or Logback. */
@NullMarked
package dev.cotangent.cli.bench;

import org.jspecify.annotations.NullMarked;
