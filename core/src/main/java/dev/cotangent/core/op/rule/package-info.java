/** Type and shape rules, and index arithmetic, shared by ops. Not exported. */
@NullMarked
package dev.cotangent.core.op.rule;

import org.jspecify.annotations.NullMarked;
