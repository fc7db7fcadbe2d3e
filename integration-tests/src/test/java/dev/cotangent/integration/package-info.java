/** Tests across modules: architecture rules, discovery, and promises that need a separate JVM. */
@NullMarked
package dev.cotangent.integration;

import org.jspecify.annotations.NullMarked;
