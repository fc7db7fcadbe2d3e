/** Convolution and pooling of images, with their gradients. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.core.op.image;
