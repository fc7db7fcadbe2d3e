/**
 * A file system that fails: every call by which a run changes its disk can be made to fail, or to
 * be the last before a kill or a power failure. It stands in for the default file system of a JVM
 * of its own, so that the code under test knows nothing of it.
 */
@NullMarked
package dev.cotangent.cli.faults;

import org.jspecify.annotations.NullMarked;
