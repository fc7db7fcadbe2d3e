/**
 * The built-in layers and the containers that combine them. Each file documents a layer's formula,
 * shapes, parameters and initial values. Layers are immutable specifications, which {@link
 * dev.cotangent.core.model.Model#build} turns into a model.
 */
@NullMarked
package dev.cotangent.layers;

import org.jspecify.annotations.NullMarked;
