package dev.cotangent.testkit;

import static dev.cotangent.testkit.Broken.wrong;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.LossTerms;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Interval;
import dev.cotangent.testkit.Broken.OfTerms;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Losses that are wrong in one way each. */
final class BrokenLosses {

  private static final Attributes ALPHA = Attributes.none().with("alpha", 0.5);
  private static final Random RANDOM = new Random(1);

  private BrokenLosses() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        loss(
            "a gradient of the wrong size",
            "gradient",
            OfTerms.of(
                (z, t) -> LossTerms.of(wrong(z.sub(t).square(), z.sub(t).square().mul(0.5))))),
        loss(
            "summed up too early",
            "terms",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square().sum()))),
        loss(
            "with weights of 0",
            "terms",
            OfTerms.of((z, t) -> new LossTerms(z.sub(t).square(), Tensor.full(z.type(), 0)))),
        loss(
            "rows that see others",
            "terms",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(z.mean(List.of(0), true)).sub(t).square()))),
        loss(
            "taking any target",
            "target",
            OfTerms.of((z, t) -> LossTerms.of(z.square())).unchecked()),
        loss(
            "wrong in float32",
            "float32",
            OfTerms.of(
                (z, t) -> LossTerms.of(z.sub(t).square().mul(z.dtype() == DType.F32 ? 1.001 : 1)))),
        loss(
            "random",
            "repetition",
            OfTerms.of(
                (z, t) -> LossTerms.of(z.sub(t).square().mul(1 + 1e-9 * RANDOM.nextDouble())))),
        loss(
            "taking any attribute",
            "attributes",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square()))
                .attributes(ALPHA, given -> given)),
        loss(
            "without a gradient for outliers",
            "places",
            OfTerms.of(
                (z, t) -> {
                  Tensor e = z.sub(t).abs();
                  return LossTerms.of(e.greater(60).where(e.detach(), e));
                })),
        loss(
            "overflowing in float32",
            "places",
            OfTerms.of((z, t) -> LossTerms.of(z.exp().add(1).log().sub(z.mul(t))))),
        loss(
            "NaN far outside its range of predictions",
            "places",
            OfTerms.of((z, t) -> LossTerms.of(z.exp().div(z.exp().add(1)).sub(t).square()))
                .within(new Interval(-3, 3))),
        loss(
            "infinitely steep where it is right",
            "places",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square().sqrt()))),
        loss(
            "another function above 64 rows",
            "sizes",
            OfTerms.of(
                (z, t) ->
                    LossTerms.of(z.shape().dim(0) > 64 ? z.sub(t).abs() : z.sub(t).square()))),
        loss(
            "of the first forty columns",
            "sizes",
            OfTerms.of(
                (z, t) -> {
                  int width = Math.min(40, z.shape().dim(-1));
                  return LossTerms.of(
                      z.slice(z.shape().rank() - 1, 0, width)
                          .sub(t.slice(z.shape().rank() - 1, 0, width))
                          .square());
                })),
        loss(
            "of targets in any arrangement",
            "target",
            OfTerms.of(
                    (z, t) -> {
                      boolean fits = t.shape().size() == z.shape().size();
                      return LossTerms.of(z.sub(fits ? t.reshape(z.shape()) : t).abs());
                    })
                .unchecked()),
        loss(
            "that broadcasts targets",
            "target",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square())).unchecked()),
        loss(
            "with losses where the weight is 0",
            "terms",
            OfTerms.of((z, t) -> new LossTerms(z.sub(t).abs(), positive(t)))),
        loss(
            "with gradients where the weight is 0",
            "terms",
            OfTerms.of(
                (z, t) -> {
                  Tensor e = z.sub(t).square().mul(positive(t));
                  return new LossTerms(e.add(z.sub(z.detach())), positive(t));
                })),
        loss("that counts its ignored class", "terms", new OfClasses(2, false, true)),
        loss("that weighs its ignored class", "terms", new OfClasses(2, true, false)),
        loss(
            "in capitals",
            "id",
            OfTerms.of((z, t) -> LossTerms.of(z.sub(t).square())).named("MSE")));
  }

  /** Honest ones, some unusual. */
  static List<PluginContract> sisters() {
    return List.of(
        LossContract.of(new OfClasses(2, true, true)),
        LossContract.of(new OfClasses(0, true, true)),
        LossContract.of(
            OfTerms.of((z, t) -> new LossTerms(z.sub(t).abs().mul(positive(t)), positive(t)))),
        LossContract.of(
            OfTerms.of((z, t) -> LossTerms.of(z.log().sub(t).square()))
                .within(new Interval(0, Double.POSITIVE_INFINITY))),
        LossContract.of( // flat, but near its targets
            OfTerms.of(
                (z, t) -> LossTerms.of(z.sub(t).square().sum(-1).neg().exp().neg().add(1)))));
  }

  private static Tensor positive(Tensor t) {
    Tensor one = Tensor.full(t.type(), 1);
    return t.greater(0).where(one, one.mul(0));
  }

  /** −log softmax, without the rows of one class. */
  private record OfClasses(int ignoredIndex, boolean lossless, boolean weightless) implements Loss {

    @Override
    public String id() {
      return "broken";
    }

    @Override
    public Attributes attributes() {
      return Attributes.none()
          .with("ignored_index", ignoredIndex)
          .with("lossless", lossless)
          .with("weightless", weightless);
    }

    @Override
    public Loss with(Attributes given) {
      given.allowOnly("ignored_index", "lossless", "weightless");
      return new OfClasses(
          given.integer("ignored_index", ignoredIndex),
          given.bool("lossless", lossless),
          given.bool("weightless", weightless));
    }

    @Override
    public DType targetType() {
      return DType.I32;
    }

    @Override
    public Shape targetShape(Shape prediction) {
      return prediction.without(-1);
    }

    @Override
    public OptionalInt ignoredClass() {
      return OptionalInt.of(ignoredIndex);
    }

    @Override
    public LossTerms terms(Tensor prediction, Tensor target) {
      if (!target.shape().equals(targetShape(prediction.shape()))) {
        throw new ShapeException("target " + target.type());
      }
      Tensor column = target.reshape(prediction.shape().with(-1, 1));
      Tensor hot = column.equalTo(Tensor.iota(prediction.shape().dim(-1)));
      Tensor zero = Tensor.full(prediction.type(), 0);
      Tensor rows = hot.where(prediction.logSoftmax(), zero).sum(-1).neg();
      Tensor ignored = target.equalTo(Tensor.i32(Shape.scalar(), ignoredIndex));
      Tensor none = Tensor.full(rows.type(), 0);
      return new LossTerms(
          lossless ? ignored.where(none, rows) : rows,
          weightless ? ignored.where(none, none.add(1)) : none.add(1));
    }
  }

  private static BrokenPlugin loss(String name, String check, Loss broken) {
    return BrokenPlugin.of("loss " + name, check, () -> LossContract.of(broken));
  }
}
