/**
 * The contracts of plugins: activations, layers, their attributes, signatures and scopes. Losses,
 * metrics, optimizers and kernels have theirs in their own packages.
 */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.spi;
