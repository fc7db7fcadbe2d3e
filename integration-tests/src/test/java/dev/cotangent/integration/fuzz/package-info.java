/** Fuzz tests: mutates files and checks that each is either read or refused with a typed error. */
@NullMarked
package dev.cotangent.integration.fuzz;

import org.jspecify.annotations.NullMarked;
