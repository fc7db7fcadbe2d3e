/** The registry of plugins that ServiceLoader finds, by id, and the choice of the kernel set. */
@NullMarked
package dev.cotangent.core.registry;

import org.jspecify.annotations.NullMarked;
