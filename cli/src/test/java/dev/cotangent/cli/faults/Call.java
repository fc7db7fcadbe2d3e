package dev.cotangent.cli.faults;

import java.nio.file.Path;

/**
 * A call that changes the disk, or makes a change durable.
 *
 * @param path the target, of a move
 */
record Call(Op op, Path path) {

  /** Its kind. */
  enum Op {
    OPEN,
    WRITE,
    FORCE,
    CLOSE,
    MOVE,
    DELETE,
    MAKE_DIRECTORY
  }
}
