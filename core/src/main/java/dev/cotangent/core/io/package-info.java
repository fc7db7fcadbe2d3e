/** Tensors in files: the safetensors format, with a checksum of the content. */
@NullMarked
package dev.cotangent.core.io;

import org.jspecify.annotations.NullMarked;
