package dev.cotangent.cli;

import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run is kept, so that it can go on, and what it goes on from.
 *
 * @param every after how many steps a checkpoint is written, besides the end; 0: at the end alone
 * @param arguments of the run, which checkpoints hold
 * @param from the checkpoint to go on from
 */
record Continuation(long every, List<String> arguments, Optional<Checkpoint> from) {

  private static final String ARGUMENTS = "arguments";
  private static final String EPOCHS = "--epochs";
  private static final String SEPARATOR = "\n";

  /** A run that begins. */
  static Continuation fresh(long every, List<String> arguments) {
    return new Continuation(every, arguments, Optional.empty());
  }

  /**
   * Goes on with the run that was kept in a directory.
   *
   * @throws UserError if there is none
   */
  static Continuation of(Path directory, long every, boolean extend) throws IOException {
    Path file = directory.resolve(Outputs.CHECKPOINT_FILE);
    if (!Files.isRegularFile(file)) {
      throw new UserError("--resume: there is no " + file + ", which train --out DIR writes");
    }
    Checkpoint checkpoint = Checkpoint.read(file);
    String arguments = checkpoint.notes().get(ARGUMENTS);
    if (arguments == null) {
      throw new UserError("--resume: " + file + " was not written by train");
    }
    return new Continuation(
        every,
        List.of(arguments.split(SEPARATOR, -1)),
        Optional.of(extend ? checkpoint.extended() : checkpoint));
  }

  /** The same run up to another epoch. */
  Continuation upTo(int epochs) {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(EPOCHS)) {
        i++;
      } else if (!argument.startsWith(EPOCHS + "=")) {
        changed.add(argument);
      }
    }
    changed.add(EPOCHS + "=" + epochs);
    return new Continuation(every, List.copyOf(changed), from);
  }

  /** Tells a trainer. */
  void apply(Trainer trainer, Optional<Path> out) {
    out.ifPresent(
        directory ->
            trainer.checkpoint(
                directory.resolve(Outputs.CHECKPOINT_FILE),
                every,
                Map.of(ARGUMENTS, String.join(SEPARATOR, arguments))));
    from.ifPresent(trainer::resume);
  }
}
