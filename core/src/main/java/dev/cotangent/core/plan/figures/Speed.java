package dev.cotangent.core.plan.figures;

/**
 * The speed of a worker.
 *
 * @param operations floating-point operations per second
 * @param bytes bytes that it reads and writes per second, from the nearest cache that holds them
 * @param sharedBytes its share of the bytes per second of all busy workers; those that every worker
 *     reads are counted once, since one of them brings them to all
 */
public record Speed(double operations, double bytes, double sharedBytes) {}
