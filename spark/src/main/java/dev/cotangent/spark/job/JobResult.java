package dev.cotangent.spark.job;

/**
 * The result of a job.
 *
 * @param value the value of member 0
 * @param restarts how often the job was started again
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JobResult(byte[] value, int restarts) {}
