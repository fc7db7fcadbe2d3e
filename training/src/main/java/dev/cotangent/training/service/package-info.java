/** Services that this module provides to its own packages. Internal. */
@NullMarked
package dev.cotangent.training.service;

import org.jspecify.annotations.NullMarked;
