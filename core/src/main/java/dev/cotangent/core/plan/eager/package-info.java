/** The evaluation of a tensor on its own, without a run that its caller keeps. */
@NullMarked
package dev.cotangent.core.plan.eager;

import org.jspecify.annotations.NullMarked;
