package dev.cotangent.core.parameter;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.random.RandomStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The values of a model's parameters in one contiguous array: weights first, then states.
 *
 * <p>Gradients and optimizer states have the same layout, so that an update is one pass over the
 * arrays. Values are read and written in logical order; the order in memory is internal to store
 * and plan. Not safe for writes during concurrent reads.
 */
public final class ParameterStore {

  private static final int MOST = Integer.MAX_VALUE - 8;

  private final List<Parameter> parameters;
  private final IdentityHashMap<Parameter, Integer> offsets = new IdentityHashMap<>();
  private final int weights;
  private final float[] values;
  private final WriteMark mark = new WriteMark();

  private ParameterStore(List<Parameter> parameters) {
    this.parameters =
        Stream.concat(
                parameters.stream().filter(Parameter::trainable),
                parameters.stream().filter(p -> !p.trainable()))
            .toList();
    long size = 0;
    int trainable = 0;
    for (Parameter parameter : this.parameters) {
      if (offsets.put(parameter, (int) size) != null) {
        throw new CotangentException(
            "parameter " + parameter + " is listed twice, expected each parameter once");
      }
      size += parameter.shape().size();
      if (size > MOST) {
        throw new CotangentException(
            "the parameters up to "
                + parameter
                + " have "
                + size
                + " numbers, expected at most "
                + MOST);
      }
      trainable += parameter.trainable() ? parameter.shape().size() : 0;
    }
    this.weights = trainable;
    this.values = floats("the parameters", (int) size);
  }

  /**
   * Creates a store with all values 0, in the order given except that weights come before states.
   */
  public static ParameterStore of(List<Parameter> parameters) {
    return new ParameterStore(parameters);
  }

  private static float[] floats(String what, int size) {
    return MemoryException.allocate(what, (double) size * Float.BYTES, () -> new float[size]);
  }

  private ParameterStore(ParameterStore other) {
    this.parameters = other.parameters;
    this.offsets.putAll(other.offsets);
    this.weights = other.weights;
    this.values =
        MemoryException.allocate(
            "a copy of the parameters",
            (double) other.values.length * Float.BYTES,
            other.values::clone);
  }

  /** Initializes every parameter as a function of the seed and its name alone. */
  public void initialize(long seed) {
    for (Parameter parameter : parameters) {
      float[] logical = floats("the parameter " + parameter, parameter.shape().size());
      fill(parameter, logical, RandomStream.of(seed, parameter.name()));
      write(parameter, logical);
    }
  }

  private static void fill(Parameter parameter, float[] logical, RandomStream random) {
    try {
      parameter.initializer().fill(logical, parameter.shape(), random);
    } catch (Throwable failure) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "the initializer %s of parameter %s failed: %s",
              parameter.initializer(),
              parameter,
              CotangentException.describe(failure)),
          failure);
    }
  }

  /** Returns an independent copy. */
  public ParameterStore copy() {
    return new ParameterStore(this);
  }

  /** The parameters in the order of their slices. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The numbers of parameters and of trainable elements. */
  @Override
  public String toString() {
    return "ParameterStore[" + parameters.size() + " parameters, " + weights + " weights]";
  }

  /** The number of trainable elements: the length of gradients and optimizer states. */
  public int trainableSize() {
    return weights;
  }

  /** The backing array, in memory order, for plans and optimizers. */
  public float[] array() {
    return values;
  }

  /**
   * Marks the beginning of a write, so that predictors that read the live values can detect that
   * they may have read a mixture of two states. Costs two plain stores and never blocks; for one
   * writer at a time.
   */
  public void beginWrite() {
    mark.begin();
  }

  /** Marks the end of a write that {@link #beginWrite} began. */
  public void endWrite() {
    mark.end();
  }

  /** Whether a write is in progress. */
  public boolean isBeingWritten() {
    return mark.isWriting();
  }

  /** The state of the values, for {@link #isAt}. */
  public int version() {
    return mark.now();
  }

  /** Whether no write has begun since a {@link #version} that was taken outside a write. */
  public boolean isAt(int version) {
    return mark.isSame(version);
  }

  /** Whether the store holds a parameter. */
  public boolean holds(Parameter parameter) {
    return offsets.containsKey(parameter);
  }

  /**
   * The offset of a parameter's slice.
   *
   * @throws CotangentException if it is not in this store
   */
  public int offset(Parameter parameter) {
    Integer offset = offsets.get(parameter);
    if (offset == null) {
      throw new CotangentException(
          "parameter "
              + parameter
              + " is not in this store, expected one of the model that the store belongs to");
    }
    return offset;
  }

  /** A copy of a parameter's values, row-major in its logical shape. */
  public float[] read(Parameter parameter) {
    return read(parameter, values);
  }

  /** Like {@link #read(Parameter)}, from an array of the same layout, such as a gradient. */
  public float[] read(Parameter parameter, float[] array) {
    float[] logical = new float[parameter.shape().size()];
    new StorageOrder(parameter).toLogical(array, offset(parameter), logical);
    return logical;
  }

  /**
   * Sets a parameter's values, row-major in its logical shape.
   *
   * @throws ShapeException if the number of values is wrong
   */
  public void write(Parameter parameter, float... logical) {
    write(parameter, values, logical);
  }

  /** Like {@link #write(Parameter, float...)}, into an array of the same layout. */
  public void write(Parameter parameter, float[] array, float[] logical) {
    if (logical.length != parameter.shape().size()) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "parameter %s: %d values, expected %d, row-major",
              parameter,
              logical.length,
              parameter.shape().size()));
    }
    new StorageOrder(parameter).toMemory(logical, array, offset(parameter));
  }

  /** SHA-256 of names, shapes and values in logical order; all NaNs are treated as equal. */
  public String sha256() {
    return sha256(values, parameters);
  }

  /** SHA-256 of the weights' slices of an array with this layout, such as an optimizer's state. */
  public String sha256OfWeights(float[] array) {
    return sha256(array, parameters.stream().filter(Parameter::trainable).toList());
  }

  private String sha256(float[] array, List<Parameter> which) {
    MessageDigest digest = sha256Digest();
    for (Parameter parameter : which) {
      digest.update(
          (parameter.name() + parameter.shape()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (float value : read(parameter, array)) {
        int bits = Float.floatToIntBits(value);
        digest.update(
            new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
