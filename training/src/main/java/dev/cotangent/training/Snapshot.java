package dev.cotangent.training;

import dev.cotangent.core.json.JsonObject;

/**
 * All that a training has to know to go on as if it had never stopped. Random numbers are functions
 * of seed and step, so that these two hold all streams; a schedule is a function of the step.
 *
 * @param settings as {@link RunSettings} has them
 * @param data the fingerprints of training and validation data
 */
record Snapshot(
    ModelRecord model,
    OptimizerRecord optimizer,
    JsonObject settings,
    DataRecord data,
    RunProgress progress,
    CallbackMemory memory) {}
