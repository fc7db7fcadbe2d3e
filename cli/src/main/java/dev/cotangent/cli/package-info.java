/** The {@code cotangent} command: options, errors, progress and reports. */
@NullMarked
package dev.cotangent.cli;

import org.jspecify.annotations.NullMarked;
