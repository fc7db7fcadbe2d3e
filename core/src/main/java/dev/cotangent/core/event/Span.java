package dev.cotangent.core.event;

/** An event that has begun and is recorded when it ends, if it takes long enough. */
public interface Span {}
