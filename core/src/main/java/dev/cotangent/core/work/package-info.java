/** Work that workers share, in phases, parts and units, and the interface of the workers. */
@NullMarked
package dev.cotangent.core.work;

import org.jspecify.annotations.NullMarked;
