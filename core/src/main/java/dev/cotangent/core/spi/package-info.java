/**
 * The interfaces that plugins implement: activations and layers, with their attributes, signatures
 * and scopes. Those of losses, metrics, optimizers and kernels are in their own packages.
 */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.spi;
