/**
 * Third-party code: the jar it comes from, the place where it is executing, and calls with a time
 * limit. For our own modules.
 */
@NullMarked
package dev.cotangent.core.foreign;

import org.jspecify.annotations.NullMarked;
