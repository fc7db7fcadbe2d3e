/** What is left in the heap of a host when its applications are gone. */
@NullMarked
package dev.cotangent.bed.heap;

import org.jspecify.annotations.NullMarked;
