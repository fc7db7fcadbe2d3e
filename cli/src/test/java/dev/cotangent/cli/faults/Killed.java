package dev.cotangent.cli.faults;

/** What every call gets, once the process counts as dead. */
final class Killed extends Error {

  private static final long serialVersionUID = 1;

  Killed() {
    super("killed", null, false, false);
  }
}
