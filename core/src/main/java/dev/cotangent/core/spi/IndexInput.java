package dev.cotangent.core.spi;

/** A layer whose inputs are whole numbers from 0: what a check of it has to draw. */
public interface IndexInput {

  /** The number of indices; inputs are below it. */
  int indices();
}
