/**
 * Plans: a graph turned into a schedule of kernel calls over preassigned buffers, compiled once and
 * run many times.
 */
@NullMarked
package dev.cotangent.core.plan;

import org.jspecify.annotations.NullMarked;
