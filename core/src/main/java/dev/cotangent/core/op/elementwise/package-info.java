/** Ops that treat each element for itself, with broadcasting, a file each. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.elementwise;
