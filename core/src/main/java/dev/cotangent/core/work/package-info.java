/** What workers share out: work in phases, parts and units, and the contract of those who do it. */
@NullMarked
package dev.cotangent.core.work;

import org.jspecify.annotations.NullMarked;
