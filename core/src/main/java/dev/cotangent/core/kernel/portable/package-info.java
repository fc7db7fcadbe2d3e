/**
 * The portable kernel set, which specifies the bits of all fast sets. Those delegate to it whatever
 * they have no loop for.
 */
@NullMarked
package dev.cotangent.core.kernel.portable;

import org.jspecify.annotations.NullMarked;
