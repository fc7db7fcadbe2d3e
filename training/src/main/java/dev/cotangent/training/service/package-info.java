/** Services of this module to its own packages. Internal. */
@NullMarked
package dev.cotangent.training.service;

import org.jspecify.annotations.NullMarked;
