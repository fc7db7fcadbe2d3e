package dev.cotangent.training.checkpoint;

import dev.cotangent.core.json.JsonObject;

/**
 * The complete state of a training. Random numbers are functions of seed and step, so that these
 * two determine all streams; the learning rate of a schedule is a function of the step.
 *
 * @param settings settings as written by {@link RunSettings}
 * @param data the fingerprints of training and validation data
 */
public record Snapshot(
    ModelRecord model,
    OptimizerRecord optimizer,
    JsonObject settings,
    DataRecord data,
    RunProgress progress,
    CallbackMemory memory) {}
