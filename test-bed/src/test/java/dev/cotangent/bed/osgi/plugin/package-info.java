/** A plugin in a bundle of its own. */
@NullMarked
package dev.cotangent.bed.osgi.plugin;

import org.jspecify.annotations.NullMarked;
