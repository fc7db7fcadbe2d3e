/** Identification of plugins in errors and lists: kind, id, class and jar. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.plugin;
