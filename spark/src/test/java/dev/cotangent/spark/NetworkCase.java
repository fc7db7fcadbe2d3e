package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A training whose bits must not depend on who computes them.
 *
 * @param patience epochs without improvement after which it stops
 * @param bfloat16 whether gradients have 16 bits
 * @param syncEvery steps that shards take by themselves; 0: none
 */
record NetworkCase(
    String name,
    Network network,
    int rows,
    int batch,
    int shards,
    int epochs,
    int patience,
    boolean bfloat16,
    int syncEvery)
    implements Serializable {

  private static final int ROWS = 203;
  private static final int BATCH = 48;
  private static final int SHARDS = 16;
  private static final int EPOCHS = 5;
  private static final int VALIDATION_ROWS = 70;

  /** The five kinds of network, whose last mini-batch has 11 rows for 16 shards. */
  static List<NetworkCase> networks() {
    return Stream.of(Network.values())
        .filter(each -> each != Network.PARTS)
        .map(each -> of(each.name().toLowerCase(Locale.ROOT), each, BATCH, SHARDS))
        .toList();
  }

  /** Further numbers of shards, rows in a mini-batch, and samples. */
  static List<NetworkCase> others() {
    return List.of(
        of("parts", Network.PARTS, BATCH, SHARDS),
        of("six_shards", Network.PERCEPTRON, BATCH, 6),
        of("seven_shards", Network.BATCH_NORM, BATCH, 7),
        of("fewer_rows_than_shards", Network.PERCEPTRON, 5, SHARDS),
        of("one_row_a_shard", Network.RECURRENT, SHARDS, SHARDS),
        of("one_mini_batch", Network.TWO_INPUTS, ROWS, SHARDS),
        new NetworkCase("few_samples", Network.PERCEPTRON, 9, 32, SHARDS, EPOCHS, EPOCHS, false, 0),
        new NetworkCase("stopped_early", Network.BATCH_NORM, ROWS, BATCH, SHARDS, 40, 1, false, 0),
        new NetworkCase(
            "bfloat16", Network.PERCEPTRON, ROWS, BATCH, SHARDS, EPOCHS, EPOCHS, true, 0),
        new NetworkCase(
            "sync_every", Network.BATCH_NORM, ROWS, BATCH, SHARDS, EPOCHS, EPOCHS, false, 3));
  }

  static List<NetworkCase> all() {
    return Stream.concat(networks().stream(), others().stream()).toList();
  }

  static NetworkCase named(String name) {
    return all().stream().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
  }

  private static NetworkCase of(String name, Network network, int batch, int shards) {
    return new NetworkCase(name, network, ROWS, batch, shards, EPOCHS, EPOCHS, false, 0);
  }

  /** Whether there can be so many members. */
  boolean suffices(int members) {
    return members <= shards && new SampleBlocks(rows, batch, shards).suffice(members);
  }

  Model model() {
    return network.model();
  }

  Dataset train() {
    return network.data(rows, 1);
  }

  Dataset validation() {
    return network.data(VALIDATION_ROWS, 2);
  }

  /** A trainer of a new model, with validation data. */
  Trainer trainer() {
    return apply(model()).validation(validation());
  }

  /** A trainer without data. */
  Trainer apply(Model model) {
    Trainer trainer =
        network
            .trainer(model)
            .batch(batch)
            .seed(3)
            .shards(shards)
            .bfloat16Gradients(bfloat16)
            .callbacks(EarlyStopping.patience(patience));
    return syncEvery == 0 ? trainer : trainer.syncEvery(syncEvery);
  }

  /** The bits of a training: the hash of the model and, epoch by epoch, every figure. */
  static String bits(History history) {
    return history.sha256()
        + history.epochs().stream().map(NetworkCase::figures).collect(Collectors.joining());
  }

  private static String figures(EpochResult epoch) {
    String validation =
        epoch.validation().map(each -> each.loss() + " " + each.metrics()).orElse("not validated");
    return ", " + epoch.step() + ": " + epoch.loss() + " " + validation;
  }

  /** The numbers of the case. */
  String describe() {
    return String.format(
        Locale.ROOT,
        "%s, %d rows in batches of %d in %d shards, %d epochs, patience %d%s%s",
        network,
        rows,
        batch,
        shards,
        epochs,
        patience,
        bfloat16 ? ", bfloat16" : "",
        syncEvery == 0 ? "" : ", synchronized every " + syncEvery);
  }

  @Override
  public String toString() {
    return name;
  }
}
