/** Tests of the whole: the module rules, discovery, and promises that need a JVM of their own. */
@NullMarked
package dev.cotangent.integration;

import org.jspecify.annotations.NullMarked;
