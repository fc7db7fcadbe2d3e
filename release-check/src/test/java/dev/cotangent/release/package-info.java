/** Stages a release as a maintainer does, checks it, and uses it as a stranger does. */
@org.jspecify.annotations.NullMarked
package dev.cotangent.release;
