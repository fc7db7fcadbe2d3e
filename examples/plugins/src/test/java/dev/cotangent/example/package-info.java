/** Plugins as their authors build them: against installed artifacts alone. */
@NullMarked
package dev.cotangent.example;

import org.jspecify.annotations.NullMarked;
