package demo

import dev.cotangent.core.CotangentException
import dev.cotangent.core.DType
import dev.cotangent.core.Shape
import dev.cotangent.core.ShapeException
import dev.cotangent.core.graph.Tensor
import dev.cotangent.core.loss.Loss
import dev.cotangent.core.loss.LossTerms
import dev.cotangent.core.parameter.ConstantInitializer
import dev.cotangent.core.parameter.KaimingUniform
import dev.cotangent.core.parameter.Parameter
import dev.cotangent.core.spi.Activation
import dev.cotangent.core.spi.Attributes
import dev.cotangent.core.spi.ElementActivation
import dev.cotangent.core.spi.ForwardContext
import dev.cotangent.core.spi.Layer
import dev.cotangent.core.spi.LayerSpec
import dev.cotangent.core.spi.Scope
import groovy.transform.CompileStatic
import groovy.transform.EqualsAndHashCode

/** x · σ(βx). */
@EqualsAndHashCode
class Swash implements Activation {
  final double beta

  Swash(double beta = 1.5) {
    if (!Double.isFinite(beta)) {
      throw new CotangentException("swash: attribute 'beta' is $beta, expected a finite number")
    }
    this.beta = beta
  }

  String id() { 'swash' }

  Tensor apply(Tensor x) { x.mul(x.mul(beta).sigmoid()) }

  Attributes attributes() { Attributes.none().with('beta', beta) }

  Swash with(Attributes attributes) {
    attributes.allowOnly('beta')
    new Swash(attributes.number('beta', beta))
  }
}

/** x / √(1 + x²) below 0, x above. Compiled statically: dynamic calls would box each element. */
@CompileStatic
@EqualsAndHashCode
class Bend implements ElementActivation {
  String id() { 'bend' }

  Tensor apply(Tensor x) { x.less(0).where(x.div(x.square().add(1).sqrt()), x) }

  double value(double x) { x < 0 ? x / Math.sqrt(1 + x * x) : x }

  double derivative(double x, double y) {
    double root = Math.sqrt(1 + x * x)
    x < 0 ? 1 / (root * root * root) : 1
  }
}

/** x + V·f(U·x + b), through fewer features. */
@EqualsAndHashCode
class Bottleneck implements LayerSpec {
  final int rank
  final String activation

  Bottleneck(int rank = 2, String activation = 'tanh') {
    if (rank < 1) {
      throw new CotangentException("bottleneck: attribute 'rank' is $rank, expected at least 1")
    }
    this.rank = rank
    this.activation = activation
  }

  String id() { 'bottleneck' }

  Attributes attributes() {
    Attributes.none().with('rank', rank).with('activation', activation)
  }

  Bottleneck with(Attributes attributes) {
    attributes.allowOnly('rank', 'activation')
    new Bottleneck(attributes.integer('rank', rank), attributes.text('activation', activation))
  }

  Layer build(Shape input, Scope scope) {
    if (input.scalar) {
      throw new ShapeException(
          "bottleneck '${scope.path()}': scalars, expected samples with features")
    }
    int features = input.dim(-1)
    new Built(
        scope.parameter('down', Shape.of(rank, features), new KaimingUniform(features)),
        scope.parameter('bias', Shape.of(rank), ConstantInitializer.zeros()),
        scope.parameter('up', Shape.of(features, rank), new KaimingUniform(rank)),
        scope.activation(activation, Attributes.none()),
        input)
  }

  private static class Built implements Layer {
    final Parameter down
    final Parameter bias
    final Parameter up
    final Activation f
    final Shape shape

    Built(Parameter down, Parameter bias, Parameter up, Activation f, Shape shape) {
      this.down = down
      this.bias = bias
      this.up = up
      this.f = f
      this.shape = shape
    }

    Shape outputShape() { shape }

    Tensor forward(Tensor x, ForwardContext context) {
      def narrow = x.matmul(context.read(down).transpose()).add(context.read(bias))
      x.add(f.apply(narrow).matmul(context.read(up).transpose()))
    }
  }
}

/** √(1 + ((p − t) / δ)²) − 1 of each element. */
@EqualsAndHashCode
class Soft implements Loss {
  final double delta

  Soft(double delta = 1) {
    if (!((float) delta > 0 && Float.isFinite((float) delta))) {
      throw new CotangentException("soft: attribute 'delta' is $delta, expected a number above 0")
    }
    this.delta = delta
  }

  String id() { 'soft' }

  Attributes attributes() { Attributes.none().with('delta', delta) }

  Soft with(Attributes attributes) {
    attributes.allowOnly('delta')
    new Soft(attributes.number('delta', delta))
  }

  LossTerms terms(Tensor prediction, Tensor target) {
    if (target.shape() != prediction.shape()) {
      throw new ShapeException("soft: targets ${target.type()}, expected ${prediction.type()}")
    }
    def square = prediction.sub(target).div(delta).square()
    LossTerms.of(square.div(square.add(1).sqrt().add(1)))
  }

  DType targetType() { DType.F32 }

  Shape targetShape(Shape prediction) { prediction }
}
