package dev.cotangent.core.spi;

/** A layer whose inputs are indices from 0, so that tests can draw valid inputs. */
public interface IndexInput {

  /** The number of indices: inputs are in [0, indices). */
  int indices();
}
