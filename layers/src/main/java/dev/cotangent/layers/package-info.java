/** Layers: one file each, with formula, shapes, parameters and their first values. */
@NullMarked
package dev.cotangent.layers;

import org.jspecify.annotations.NullMarked;
