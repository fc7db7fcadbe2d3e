package dev.cotangent.integration.fuzz;

/** The stage of reading at which a mutant was refused. */
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
