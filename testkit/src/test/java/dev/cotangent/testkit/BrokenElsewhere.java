package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.parameter.Normal;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.Activation;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.MultiLayer;
import dev.cotangent.core.spi.MultiLayerSpec;
import dev.cotangent.core.spi.Scope;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;

/** Plugins that are others in another JVM. */
public final class BrokenElsewhere {

  private BrokenElsewhere() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        activation("with a constant of the clock", Clock.class),
        activation("with a constant of an identity hash", Hash.class),
        activation("by the default locale", Local.class),
        activation("by the time zone", Zone.class),
        activation("by the number of processors", Cores.class),
        activation("that ends another JVM", Ending.class),
        BrokenPlugin.of(
            "layer with a name of its own in each JVM",
            "jvms",
            () -> LayerContract.of(HashedName.class)),
        BrokenPlugin.of(
            "layer of the width that its class has seen first",
            "jvms",
            () -> LayerContract.of(FirstWidth.class)),
        BrokenPlugin.of(
            "merge with a constant of the default locale",
            "jvms",
            () -> LayerContract.of(LocalMerge.class)),
        BrokenPlugin.of(
            "merge of the width that its class has seen first",
            "jvms",
            () -> LayerContract.of(FirstMerge.class)));
  }

  private static BrokenPlugin activation(String name, Class<? extends Activation> type) {
    return BrokenPlugin.of("activation " + name, "jvms", () -> ActivationContract.of(type));
  }

  /** tanh(a·x). */
  private interface Steep extends Activation {

    double slope();

    @Override
    default String id() {
      return "broken";
    }

    @Override
    default Tensor apply(Tensor x) {
      return x.mul(slope()).tanh();
    }
  }

  public static final class Clock implements Steep {

    private static final double SLOPE = 1 + System.nanoTime() % 997 * 1e-6;

    @Override
    public double slope() {
      return SLOPE;
    }
  }

  public static final class Hash implements Steep {

    private static final Object KEY = new Object();

    @Override
    public double slope() {
      return 1 + System.identityHashCode(KEY) % 1000 * 1e-6;
    }
  }

  public static final class Local implements Steep {

    @Override
    public double slope() {
      return Locale.getDefault().getLanguage().equals("tr") ? 1.5 : 1;
    }
  }

  public static final class Zone implements Steep {

    @Override
    public double slope() {
      return 1 + TimeZone.getDefault().getRawOffset() * 1e-9;
    }
  }

  public static final class Cores implements Steep {

    @Override
    public double slope() {
      return 1 + 0.001 * Runtime.getRuntime().availableProcessors();
    }
  }

  public static final class Ending implements Steep {

    @Override
    public double slope() {
      if (TimeZone.getDefault().getID().equals("Pacific/Apia")) {
        System.exit(0);
      }
      return 1;
    }
  }

  /** Its weight has another name in each JVM. */
  public static final class HashedName implements LayerSpec {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      int hash = System.identityHashCode(HashedName.class);
      return new Built(scope.parameter("weight_" + hash, input, new Normal(1, 0.1)), input);
    }
  }

  /** Divides by the number of features of the first layer of its kind. */
  public static final class FirstWidth implements LayerSpec {

    private static final AtomicInteger FEATURES = new AtomicInteger();

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    @Override
    public Layer build(Shape input, Scope scope) {
      FEATURES.compareAndSet(0, input.dim(-1));
      double deviation = 1.0 / FEATURES.get();
      return new Built(scope.parameter("weight", input, new Normal(0, deviation)), input);
    }
  }

  /** The sum of two inputs, the second by a factor. */
  private abstract static class Sum implements MultiLayerSpec {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public List<String> inputNames() {
      return List.of("a", "b");
    }

    @Override
    public Attributes attributes() {
      return Attributes.none();
    }

    @Override
    public LayerSpec with(Attributes attributes) {
      attributes.allowOnly();
      return this;
    }

    abstract double factor(int features);

    @Override
    public MultiLayer build(Signature inputs, Scope scope) {
      Signature output = Signature.of("y", inputs.port("a").sample());
      double factor = factor(inputs.port("b").sample().dim(-1));
      return MultiLayer.of(
          output, (x, context) -> Tensors.of(output, x.get("a").add(x.get("b").mul(factor))));
    }
  }

  public static final class LocalMerge extends Sum {

    @Override
    double factor(int features) {
      return Locale.getDefault().getLanguage().equals("tr") ? 1.5 : 1;
    }
  }

  /** By the number of features of the first layer of its kind. */
  public static final class FirstMerge extends Sum {

    private static final AtomicInteger FEATURES = new AtomicInteger();

    @Override
    double factor(int features) {
      FEATURES.compareAndSet(0, features);
      return FEATURES.get();
    }
  }

  private record Built(Parameter weight, Shape outputShape) implements Layer {

    @Override
    public Tensor forward(Tensor x, ForwardContext context) {
      return x.mul(context.read(weight));
    }
  }
}
