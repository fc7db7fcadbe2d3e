/** Cotangent for users of Guice. */
@NullMarked
package dev.cotangent.guice;

import org.jspecify.annotations.NullMarked;
