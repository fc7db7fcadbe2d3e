/**
 * Lists the classes and class loaders in a heap dump of a host whose applications are undeployed.
 */
@NullMarked
package dev.cotangent.bed.heap;

import org.jspecify.annotations.NullMarked;
