package dev.cotangent.testkit;

import static dev.cotangent.testkit.Broken.wrong;

import dev.cotangent.core.DType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.testkit.Broken.OfWeight;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Layers that are wrong in one way each. */
final class BrokenLayers {

  private static final Attributes ALPHA = Attributes.none().with("alpha", 0.5);
  private static final Random RANDOM = new Random(1);
  private static final AtomicInteger LAST = new AtomicInteger();

  private BrokenLayers() {}

  static List<BrokenPlugin> cases() {
    return List.of(
        layer("a weight without a gradient", "gradient", OfWeight.of((x, w) -> x.mul(w.detach()))),
        layer("an input without a gradient", "gradient", OfWeight.of((x, w) -> x.detach().mul(w))),
        layer(
            "a weight's gradient doubled",
            "gradient",
            OfWeight.of((x, w) -> wrong(x.mul(w), x.mul(w.mul(2))))),
        layer(
            "a bias of the first row alone",
            "gradient",
            OfWeight.of((x, w) -> wrong(x.add(w), x.add(w.mul(1.0 / 3))))),
        layer(
            "another shape than announced",
            "shape",
            OfWeight.of((x, w) -> x.mul(w)).announcing((in, same) -> in.prepend(2))),
        layer(
            "a batch's mean at rest",
            "rows",
            OfWeight.of((x, w) -> x.sub(x.mean(List.of(0), true)).mul(w))),
        layer("NaN that spreads", "rows", OfWeight.of((x, w) -> x.mul(w).add(x.sum().mul(0)))),
        layer(
            "random by itself",
            "repetition",
            OfWeight.of((x, w) -> x.mul(w).mul(1 + 1e-9 * RANDOM.nextDouble()))),
        layer(
            "wrong in float32",
            "float32",
            OfWeight.of((x, w) -> x.mul(w).mul(x.dtype() == DType.F32 ? 1.001 : 1))),
        layer(
            "with a scratch for all threads",
            "threads",
            OfWeight.of((x, w) -> new Broken.Copy(BrokenActivations::shared).on(x).mul(w))),
        layer(
            "allocating",
            "allocation",
            OfWeight.of((x, w) -> new Broken.Copy((data, i) -> data.clone()[i]).on(x).mul(w))),
        layer("in capitals", "id", OfWeight.of(Tensor::mul).named("Dense")),
        layer(
            "forgetting attributes",
            "attributes",
            OfWeight.of(Tensor::mul).attributes(ALPHA, given -> Attributes.none())),
        layer(
            "taking any attribute",
            "attributes",
            OfWeight.of(Tensor::mul).attributes(ALPHA, given -> given)),
        layer("wrong for more than 3 rows", "rows", OfWeight.of((x, w) -> crowded(x).mul(w))),
        layer(
            "wrong for inputs beyond 50",
            "places",
            OfWeight.of(
                (x, w) -> wrong(x.mul(w).sin(), x.greater(50).where(x.mul(w), x.mul(w).sin())))),
        layer(
            "a weight without a gradient among many",
            "sizes",
            OfWeight.of((x, w) -> x.mul(x.shape().dim(-1) > 500 ? w.detach() : w).tanh())),
        layer(
            "a wrong gradient for rows by seven",
            "sizes",
            OfWeight.of(
                (x, w) ->
                    x.shape().dim(0) % 7 == 0 ? wrong(x.mul(w), x.mul(w).mul(1.01)) : x.mul(w))),
        layer(
            "turned where a sample is a matrix",
            "sizes",
            OfWeight.of((x, w) -> x.shape().rank() == 3 ? x.transpose().mul(2) : x.mul(w))),
        layer(
            "rows in another order where samples are wide",
            "sizes",
            OfWeight.of(
                (x, w) ->
                    x.shape().dim(0) == 3 && x.shape().dim(-1) > 40
                        ? Tensor.concat(0, x.slice(0, 1, 3), x.slice(0, 0, 1)).mul(w)
                        : x.mul(w))),
        layer(
            "a wrong gradient for more than 5,000 numbers",
            "sizes",
            OfWeight.of(
                (x, w) -> x.shape().size() > 5000 ? wrong(x.mul(w), x.mul(w).mul(2)) : x.mul(w))),
        layer(
            "the width of the last that was built",
            "sizes",
            OfWeight.of((x, w) -> x.mul(w).div(LAST.get()))
                .announcing((in, same) -> in.with(-1, LAST.updateAndGet(old -> in.dim(-1))))),
        layer(
            "weights that no gradient reaches from the 101st on",
            "sizes",
            OfWeight.of(BrokenLayers::firstHundred)));
  }

  private static BrokenPlugin layer(String name, String check, LayerSpec broken) {
    return BrokenPlugin.of("layer " + name, check, () -> LayerContract.of(broken));
  }

  private static Tensor firstHundred(Tensor x, Tensor w) {
    int width = x.shape().dim(-1);
    if (x.shape().rank() != 2 || width <= 100) {
      return x.mul(w);
    }
    return Tensor.concat(1, x.slice(1, 0, 100).mul(w.slice(0, 0, 100)), x.slice(1, 100, width));
  }

  private static Tensor crowded(Tensor x) {
    return x.shape().dim(0) > 3 ? x.mul(2) : x;
  }
}
