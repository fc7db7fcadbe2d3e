/** How the command's log is written; Logback makes what is here. */
@NullMarked
package dev.cotangent.cli.logging;

import org.jspecify.annotations.NullMarked;
