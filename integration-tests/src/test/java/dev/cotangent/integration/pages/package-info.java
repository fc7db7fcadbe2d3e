/**
 * The code of README.md and docs, compiled and run; {@code PagesTest} compares it with the pages.
 */
@NullMarked
package dev.cotangent.integration.pages;

import org.jspecify.annotations.NullMarked;
