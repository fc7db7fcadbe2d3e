/** Plugins as errors and lists name them: kind, id, class and jar. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.plugin;
