/** Opening and naming of data files. Internal. */
@NullMarked
package dev.cotangent.training.input;

import org.jspecify.annotations.NullMarked;
