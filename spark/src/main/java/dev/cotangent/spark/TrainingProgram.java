package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.spark.TrainedBytes.Trained;
import dev.cotangent.spark.data.DatasetBytes;
import dev.cotangent.spark.data.MemberSamples;
import dev.cotangent.spark.job.HadoopCheckpoints;
import dev.cotangent.spark.job.Member;
import dev.cotangent.spark.job.MemberProgram;
import dev.cotangent.spark.ml.ModelBytes;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.TrainingControl;
import dev.cotangent.training.cluster.Membership;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program of a training: the same {@code fit} at each member, on its own samples.
 *
 * @param model bytes of the model to begin with
 * @param validation bytes of the validation data; empty for none
 * @param reader reads the member's samples
 * @param samples number of samples of all members
 * @param checkpoints where member 0 writes checkpoints, if anywhere
 * @param everySteps number of steps between checkpoints; 0: only at start and end
 * @param resumed name of the checkpoint to resume from; empty for none
 */
record TrainingProgram(
    Broadcast<byte[]> model,
    Broadcast<byte[]> validation,
    TrainerSetup setup,
    MemberSamples.Reader reader,
    long samples,
    int epochs,
    @Nullable HadoopCheckpoints checkpoints,
    long everySteps,
    String resumed)
    implements MemberProgram<Dataset> {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingProgram.class);

  @Override
  public Dataset read(int member, Iterator<byte[]> rows) {
    return reader.read(member, rows);
  }

  @Override
  public byte[] run(Member member, Dataset own) throws IOException {
    LOG.info(
        "member {} of {}: {} of {} samples, {} workers",
        member.number(),
        member.members(),
        own.size(),
        samples,
        member.cores());
    Model trained = ModelBytes.read(model.value(), "the model to train");
    TrainingControl control = TrainingControl.of();
    Trainer trainer = trainer(trained, member).control(control);
    if (member.number() > 0) {
      fit(trainer, own);
      return new byte[0];
    }
    try (ProgressLog log = new ProgressLog(control, member.figures())) {
      History history = fit(trainer, own);
      log.end(history);
      return TrainedBytes.of(new Trained(trained, history, member.figures().get()));
    }
  }

  private Trainer trainer(Model trained, Member member) throws IOException {
    Trainer trainer = setup.apply(trained).workers(member.cores());
    if (trainer.blocks(samples).shards() > 1) {
      trainer.member(new Membership(member.exchange(), samples));
    }
    if (validation.value().length > 0) {
      trainer.validation(DatasetBytes.read(validation.value()));
    }
    HadoopCheckpoints place = checkpoints;
    if (place != null) {
      trainer.checkpoint(place, everySteps);
      if (!resumed.isEmpty()) {
        trainer.resume(place.read(resumed));
      }
    }
    return trainer;
  }

  private History fit(Trainer trainer, Dataset own) {
    try {
      return trainer.fit(own, epochs);
    } catch (ResumeException e) {
      throw new ResumeException(
          "the checkpoint "
              + resumed
              + " in "
              + checkpoints
              + " is of another training; expected an empty folder, or one of this training: "
              + e.getMessage(),
          e.differences(),
          e.settings());
    }
  }
}
