/** Plugins: what ServiceLoader finds, by id. */
@NullMarked
package dev.cotangent.core.registry;

import org.jspecify.annotations.NullMarked;
