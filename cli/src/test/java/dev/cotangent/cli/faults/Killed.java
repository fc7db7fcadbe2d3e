package dev.cotangent.cli.faults;

/** Thrown by every call after the simulated kill. */
final class Killed extends Error {

  private static final long serialVersionUID = 1;

  Killed() {
    super("killed", null, false, false);
  }
}
