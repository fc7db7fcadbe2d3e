package dev.cotangent.spark;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.result.History;

/**
 * The result of a training on Spark.
 *
 * @param model the trained model
 * @param history the epochs, with the SHA-256 of the parameters; time and kernels are those of
 *     member 0 in the last attempt
 * @param tasks number of members of the last attempt
 * @param restarts how often the training was started again, after executors were lost
 * @param exchange bytes that member 0 sent and received in the last attempt, and the seconds that
 *     its training waited for them, in words
 */
public record TrainingResult(
    Model model, History history, int tasks, int restarts, String exchange) {}
