/** Guice bindings for Cotangent. */
@NullMarked
package dev.cotangent.guice;

import org.jspecify.annotations.NullMarked;
