/** File access: tensors in the safetensors format, JSON documents and atomic writes. */
@NullMarked
package dev.cotangent.core.io;

import org.jspecify.annotations.NullMarked;
