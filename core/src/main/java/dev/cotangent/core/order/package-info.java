/** The order of the nodes of a graph of any kind. For our own modules. */
@NullMarked
package dev.cotangent.core.order;

import org.jspecify.annotations.NullMarked;
