/**
 * The portable kernel set, which specifies the bits of all fast sets; they delegate what they have
 * no loop for to it.
 */
@NullMarked
package dev.cotangent.core.kernel.portable;

import org.jspecify.annotations.NullMarked;
