/** Observers of work. For our own modules. */
@NullMarked
package dev.cotangent.core.work.watch;

import org.jspecify.annotations.NullMarked;
