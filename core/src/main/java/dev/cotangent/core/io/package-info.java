/** Files: tensors in the safetensors format, JSON documents, and writing that is atomic. */
@NullMarked
package dev.cotangent.core.io;

import org.jspecify.annotations.NullMarked;
