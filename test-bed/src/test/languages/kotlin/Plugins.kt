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
import kotlin.math.sqrt

operator fun Tensor.plus(other: Tensor): Tensor = add(other)

operator fun Tensor.minus(other: Tensor): Tensor = sub(other)

operator fun Tensor.times(other: Tensor): Tensor = mul(other)

operator fun Tensor.times(number: Double): Tensor = mul(number)

operator fun Tensor.plus(number: Double): Tensor = add(number)

/** x · σ(βx). */
data class Swash(val beta: Double = 1.5) : Activation {
  init {
    if (!beta.isFinite()) {
      throw CotangentException("swash: attribute 'beta' is $beta, expected a finite number")
    }
  }

  override fun id() = "swash"

  override fun apply(x: Tensor): Tensor = x * (x * beta).sigmoid()

  override fun attributes(): Attributes = Attributes.none().with("beta", beta)

  override fun with(attributes: Attributes): Swash {
    attributes.allowOnly("beta")
    return Swash(attributes.number("beta", beta))
  }
}

/** x / √(1 + x²) below 0, x above. */
class Bend : ElementActivation {
  override fun id() = "bend"

  override fun apply(x: Tensor): Tensor =
      x.less(0.0).where(x / (x.square() + 1.0).sqrt(), x)

  override fun value(x: Double): Double = if (x < 0) x / sqrt(1 + x * x) else x

  override fun derivative(x: Double, y: Double): Double {
    val root = sqrt(1 + x * x)
    return if (x < 0) 1 / (root * root * root) else 1.0
  }
}

/** x + V·f(U·x + b), through fewer features. */
data class Bottleneck(val rank: Int = 2, val activation: String = "tanh") : LayerSpec {
  init {
    if (rank < 1) {
      throw CotangentException("bottleneck: attribute 'rank' is $rank, expected at least 1")
    }
  }

  override fun id() = "bottleneck"

  override fun attributes(): Attributes =
      Attributes.none().with("rank", rank).with("activation", activation)

  override fun with(attributes: Attributes): LayerSpec {
    attributes.allowOnly("rank", "activation")
    return Bottleneck(
        attributes.integer("rank", rank), attributes.text("activation", activation))
  }

  override fun build(input: Shape, scope: Scope): Layer {
    if (input.isScalar) {
      throw ShapeException("bottleneck '${scope.path()}': scalars, expected samples with features")
    }
    val features = input.dim(-1)
    return Built(
        scope.parameter("down", Shape.of(rank, features), KaimingUniform(features)),
        scope.parameter("bias", Shape.of(rank), ConstantInitializer.zeros()),
        scope.parameter("up", Shape.of(features, rank), KaimingUniform(rank)),
        scope.activation(activation, Attributes.none()),
        input)
  }

  private class Built(
      val down: Parameter,
      val bias: Parameter,
      val up: Parameter,
      val f: Activation,
      val shape: Shape,
  ) : Layer {
    override fun outputShape() = shape

    override fun forward(x: Tensor, context: ForwardContext): Tensor {
      val narrow = x.matmul(context.read(down).transpose()) + context.read(bias)
      return x + f.apply(narrow).matmul(context.read(up).transpose())
    }
  }
}

/** √(1 + ((p − t) / δ)²) − 1 of each element. */
data class Soft(val delta: Double = 1.0) : Loss {
  init {
    if (!(delta.toFloat() > 0 && delta.toFloat().isFinite())) {
      throw CotangentException("soft: attribute 'delta' is $delta, expected a number above 0")
    }
  }

  override fun id() = "soft"

  override fun attributes(): Attributes = Attributes.none().with("delta", delta)

  override fun with(attributes: Attributes): Soft {
    attributes.allowOnly("delta")
    return Soft(attributes.number("delta", delta))
  }

  override fun terms(prediction: Tensor, target: Tensor): LossTerms {
    if (target.shape() != prediction.shape()) {
      throw ShapeException("soft: targets ${target.type()}, expected ${prediction.type()}")
    }
    val square = ((prediction - target) / delta).square()
    return LossTerms.of(square / ((square + 1.0).sqrt() + 1.0))
  }

  override fun targetType() = DType.F32

  override fun targetShape(prediction: Shape) = prediction
}
