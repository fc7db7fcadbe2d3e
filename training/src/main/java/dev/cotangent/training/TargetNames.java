package dev.cotangent.training;

/**
 * What targets are called.
 *
 * @param name in a data set
 * @param target the input of an objective that they are fed to
 * @param weights the input that their weights are fed to
 */
record TargetNames(String name, String target, String weights) {

  /** The first targets of a data set. */
  static final TargetNames FIRST =
      new TargetNames(StepTensors.TARGET, StepTensors.TARGET, StepTensors.WEIGHTS);

  /** An input, which has no weights. */
  static TargetNames ofInput(String name) {
    return new TargetNames(name, name, StepTensors.WEIGHTS + "." + name);
  }

  /** Further targets. */
  static TargetNames of(String name) {
    return new TargetNames(name, StepTensors.TARGET + "." + name, StepTensors.WEIGHTS + "." + name);
  }
}
