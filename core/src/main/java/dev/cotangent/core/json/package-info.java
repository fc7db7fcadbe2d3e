/** A strict JSON reader and writer (RFC 8259) with bounded memory and immutable values. */
@NullMarked
package dev.cotangent.core.json;

import org.jspecify.annotations.NullMarked;
