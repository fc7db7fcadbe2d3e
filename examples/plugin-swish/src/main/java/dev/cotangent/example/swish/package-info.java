/** An activation that Cotangent does not know, in a jar of its own. */
@NullMarked
package dev.cotangent.example.swish;

import org.jspecify.annotations.NullMarked;
