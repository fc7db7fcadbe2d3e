/** A strict and bounded reader and writer of JSON (RFC 8259), with values that never change. */
@NullMarked
package dev.cotangent.core.json;

import org.jspecify.annotations.NullMarked;
