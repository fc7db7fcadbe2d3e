/**
 * Formatting of text and numbers for display and files: strings without control characters,
 * decimals that are the same on every JDK, and suggestions for mistyped names. All code that writes
 * to a terminal, a picture, a report or a table uses it; it depends on no other package.
 */
@NullMarked
package dev.cotangent.core.text;

import org.jspecify.annotations.NullMarked;
