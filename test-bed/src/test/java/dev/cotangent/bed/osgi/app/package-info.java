/** An application in a bundle of its own. */
@NullMarked
package dev.cotangent.bed.osgi.app;

import org.jspecify.annotations.NullMarked;
