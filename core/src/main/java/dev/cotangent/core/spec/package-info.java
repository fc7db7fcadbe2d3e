/** Layers and other plugins, and signatures of models, as JSON. For our own modules. */
@NullMarked
package dev.cotangent.core.spec;

import org.jspecify.annotations.NullMarked;
