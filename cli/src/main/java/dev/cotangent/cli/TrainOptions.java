package dev.cotangent.cli;

import picocli.CommandLine.Mixin;

/** The options of {@code cotangent train}, as given, in the order of its help text. */
final class TrainOptions {

  @Mixin final SampleOptions samples = new SampleOptions();
  @Mixin final ColumnOptions columns = new ColumnOptions();
  @Mixin final NetworkOptions network = new NetworkOptions();
  @Mixin final LearningOptions learning = new LearningOptions();
  @Mixin final OutputOptions output = new OutputOptions();
}
