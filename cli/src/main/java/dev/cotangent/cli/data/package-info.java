/** Tables of numbers and labels: read from CSV, checked, and turned into data sets. */
@NullMarked
package dev.cotangent.cli.data;

import org.jspecify.annotations.NullMarked;
