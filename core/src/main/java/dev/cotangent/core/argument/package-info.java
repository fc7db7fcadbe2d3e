/** Null checks of arguments. For our own modules. */
@NullMarked
package dev.cotangent.core.argument;

import org.jspecify.annotations.NullMarked;
