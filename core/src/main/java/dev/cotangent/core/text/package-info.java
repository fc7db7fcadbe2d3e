/**
 * How text and numbers are written for people and files: strings without control characters,
 * decimals that are the same on every JDK, and suggestions for mistyped names. Everything that
 * writes to a terminal, a picture, a report or a table uses it; it depends on no other package.
 */
@NullMarked
package dev.cotangent.core.text;

import org.jspecify.annotations.NullMarked;
