package dev.cotangent.integration.fuzz;

/** How far a mutant came before it was refused. */
enum Stage {
  /** The header of the file, or all of a file without one. */
  HEADER,
  /** The checksum. */
  CHECKSUM,
  /** The metadata and the specification in it. */
  SPEC,
  /** The ids of the plugins. */
  REGISTRY,
  /** The tensors and numbers, held against the layers or the training. */
  RESTORE,
  /** Nothing was wrong. */
  ACCEPTED
}
