/** Elementwise ops, with broadcasting; one file each. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.elementwise;
