/**
 * Files written whole or not at all, read despite interrupts, and the messages of their errors. For
 * our own modules.
 */
@NullMarked
package dev.cotangent.core.file;

import org.jspecify.annotations.NullMarked;
