/** The layout of the log, instantiated by Logback. */
@NullMarked
package dev.cotangent.cli.logging;

import org.jspecify.annotations.NullMarked;
