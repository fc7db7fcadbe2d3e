/** Runners of other Java frameworks, after the protocol of {@code cotangent bench}. */
@NullMarked
package dev.cotangent.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
