package demo

import dev.cotangent.core.{CotangentException, DType, Shape, ShapeException}
import dev.cotangent.core.graph.Tensor
import dev.cotangent.core.loss.{Loss, LossTerms}
import dev.cotangent.core.parameter.{ConstantInitializer, KaimingUniform, Parameter}
import dev.cotangent.core.spi.*

extension (x: Tensor)
  def +(y: Tensor): Tensor = x.add(y)
  def +(y: Double): Tensor = x.add(y)
  def -(y: Tensor): Tensor = x.sub(y)
  def *(y: Tensor): Tensor = x.mul(y)
  def *(y: Double): Tensor = x.mul(y)
  def /(y: Tensor): Tensor = x.div(y)
  def /(y: Double): Tensor = x.div(y)

/** x · σ(βx). */
final case class Swash(beta: Double) extends Activation:
  if !beta.isFinite then
    throw CotangentException(s"swash: attribute 'beta' is $beta, expected a finite number")

  def this() = this(1.5)

  override def id = "swash"

  override def apply(x: Tensor): Tensor = x * (x * beta).sigmoid

  override def attributes: Attributes = Attributes.none.`with`("beta", beta)

  override def `with`(attributes: Attributes): Swash =
    attributes.allowOnly("beta")
    Swash(attributes.number("beta", beta))

/** x / √(1 + x²) below 0, x above. */
final class Bend extends ElementActivation:
  override def id = "bend"

  override def apply(x: Tensor): Tensor =
    x.less(0).where(x / (x.square + 1).sqrt, x)

  override def value(x: Double): Double = if x < 0 then x / math.sqrt(1 + x * x) else x

  override def derivative(x: Double, y: Double): Double =
    val root = math.sqrt(1 + x * x)
    if x < 0 then 1 / (root * root * root) else 1

/** x + V·f(U·x + b), through fewer features. */
final case class Bottleneck(rank: Int, activation: String) extends LayerSpec:
  if rank < 1 then
    throw CotangentException(s"bottleneck: attribute 'rank' is $rank, expected at least 1")

  def this() = this(2, "tanh")

  override def id = "bottleneck"

  override def attributes: Attributes =
    Attributes.none.`with`("rank", rank).`with`("activation", activation)

  override def `with`(attributes: Attributes): LayerSpec =
    attributes.allowOnly("rank", "activation")
    Bottleneck(attributes.integer("rank", rank), attributes.text("activation", activation))

  override def build(input: Shape, scope: Scope): Layer =
    if input.isScalar then
      throw ShapeException(
        s"bottleneck '${scope.path}': scalars, expected samples with features")
    val features = input.dim(-1)
    Built(
      scope.parameter("down", Shape.of(rank, features), KaimingUniform(features)),
      scope.parameter("bias", Shape.of(rank), ConstantInitializer.zeros),
      scope.parameter("up", Shape.of(features, rank), KaimingUniform(rank)),
      scope.activation(activation, Attributes.none),
      input
    )

private final case class Built(
    down: Parameter,
    bias: Parameter,
    up: Parameter,
    f: Activation,
    outputShape: Shape
) extends Layer:
  override def forward(x: Tensor, context: ForwardContext): Tensor =
    val narrow = x.matmul(context.read(down).transpose) + context.read(bias)
    x + f(narrow).matmul(context.read(up).transpose)

/** √(1 + ((p − t) / δ)²) − 1 of each element. */
final case class Soft(delta: Double) extends Loss:
  if !(delta.toFloat > 0 && delta.toFloat.isFinite) then
    throw CotangentException(s"soft: attribute 'delta' is $delta, expected a number above 0")

  def this() = this(1)

  override def id = "soft"

  override def attributes: Attributes = Attributes.none.`with`("delta", delta)

  override def `with`(attributes: Attributes): Soft =
    attributes.allowOnly("delta")
    Soft(attributes.number("delta", delta))

  override def terms(prediction: Tensor, target: Tensor): LossTerms =
    if target.shape != prediction.shape then
      throw ShapeException(s"soft: targets ${target.`type`}, expected ${prediction.`type`}")
    val square = ((prediction - target) / delta).square
    LossTerms.of(square / ((square + 1).sqrt + 1))

  override def targetType: DType = DType.F32

  override def targetShape(prediction: Shape): Shape = prediction
