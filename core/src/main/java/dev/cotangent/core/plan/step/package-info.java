/**
 * The steps of a plan: the nodes they compute, the memory they are bound to and the tasks they
 * become. Not exported.
 */
@NullMarked
package dev.cotangent.core.plan.step;

import org.jspecify.annotations.NullMarked;
