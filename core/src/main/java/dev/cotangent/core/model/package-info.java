/**
 * Models: building, saving, loading, copying and prediction. What a layer or an activation has to
 * implement is in {@link dev.cotangent.core.spi}.
 */
@NullMarked
package dev.cotangent.core.model;

import org.jspecify.annotations.NullMarked;
