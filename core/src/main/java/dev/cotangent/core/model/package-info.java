/** Models: layers, activations, their specifications, saving, loading, copying and prediction. */
@NullMarked
package dev.cotangent.core.model;

import org.jspecify.annotations.NullMarked;
