package dev.cotangent.spark.ml;

import dev.cotangent.core.model.Model;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** A model that does not change any more, with its bytes, which executors get once. Thread-safe. */
public final class PortableModel implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final String sha256;
  private transient @Nullable Model model;
  private transient @Nullable SparkContext context;
  private transient @Nullable Broadcast<byte[]> broadcast;

  private PortableModel(byte[] bytes, Model model) {
    this.bytes = bytes;
    this.sha256 = ModelBytes.sha256(bytes);
    this.model = model;
  }

  /** A copy of a model. */
  public static PortableModel of(Model model) {
    try {
      return new PortableModel(ModelBytes.of(model), model.copy());
    } catch (IOException e) {
      throw new UncheckedIOException("the model has no room in the temporary folder", e);
    }
  }

  /** The bytes of the model's file; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** The SHA-256 of the bytes. */
  public String sha256() {
    return sha256;
  }

  /** The model; not to be changed. */
  public synchronized Model model() {
    Model known = model;
    if (known == null) {
      known = read();
      model = known;
    }
    return known;
  }

  private Model read() {
    try {
      return ModelBytes.read(bytes, "the model");
    } catch (IOException e) {
      throw new UncheckedIOException("the model has no room in the temporary folder", e);
    }
  }

  /** The bytes for the executors of a context, sent once however often they are asked for. */
  public synchronized Broadcast<byte[]> broadcast(SparkContext of) {
    Broadcast<byte[]> known = broadcast;
    if (known == null || context != of || !known.isValid()) {
      known = JavaSparkContext.fromSparkContext(of).broadcast(bytes);
      broadcast = known;
      context = of;
    }
    return known;
  }
}
