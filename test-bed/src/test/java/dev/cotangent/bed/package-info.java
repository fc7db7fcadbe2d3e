/** Places in which an application may run: one file each, with the same hash in all. */
@NullMarked
package dev.cotangent.bed;

import org.jspecify.annotations.NullMarked;
