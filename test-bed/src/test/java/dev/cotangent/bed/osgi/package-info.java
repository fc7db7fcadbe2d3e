/** An OSGi framework with the library, the program and a plugin as bundles, in a JVM of its own. */
@NullMarked
package dev.cotangent.bed.osgi;

import org.jspecify.annotations.NullMarked;
