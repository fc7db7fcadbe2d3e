/**
 * Convolution and pooling of images, in terms of the matrix products and copies of any kernel set.
 */
@NullMarked
package dev.cotangent.core.kernel.image;

import org.jspecify.annotations.NullMarked;
