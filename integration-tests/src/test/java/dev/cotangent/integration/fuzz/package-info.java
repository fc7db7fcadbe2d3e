/** Changes files in thousands of ways and checks that each is read or refused, and nothing else. */
@NullMarked
package dev.cotangent.integration.fuzz;

import org.jspecify.annotations.NullMarked;
