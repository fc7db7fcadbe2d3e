package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Activations;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A layer, usually a {@code sequential} one, that was built for samples of one shape, with the
 * values of its parameters.
 *
 * <p>Everything but the values in the {@link #store} is immutable. Reading is safe for many threads
 * while no training writes; a {@link Predictor} has a copy of its own and is always safe.
 */
public final class Model {

  private final ModelStructure structure;
  private final long seed;
  private final Registry registry;
  private final ParameterStore store;
  private final SortedMap<String, String> metadata;

  /** A model with metadata that nobody changes any more. */
  Model(
      ModelStructure structure,
      long seed,
      Registry registry,
      ParameterStore store,
      SortedMap<String, String> metadata) {
    this.structure = structure;
    this.seed = seed;
    this.registry = registry;
    this.store = store;
    this.metadata = Collections.unmodifiableSortedMap(metadata);
  }

  /** As {@link #build(LayerSpec, Shape, long, Registry)}, with the plugins of the class path. */
  public static Model build(LayerSpec spec, Shape sample, long seed) {
    return build(spec, sample, seed, Registry.standard());
  }

  /**
   * As {@link #build(LayerSpec, Signature, long, Registry)}, with the plugins of the class path.
   */
  public static Model build(LayerSpec spec, Signature inputs, long seed) {
    return build(spec, inputs, seed, Registry.standard());
  }

  /**
   * Builds a model and gives its parameters their first values.
   *
   * @param sample shape of one sample, without the batch axis
   * @param seed decides all random values
   * @throws ShapeException if a layer cannot take what it would be given
   * @throws CotangentException if a plugin is unknown or an attribute is wrong
   */
  public static Model build(LayerSpec spec, Shape sample, long seed, Registry registry) {
    return build(spec, Signature.of(sample), seed, registry);
  }

  /**
   * As {@link #build(LayerSpec, Shape, long, Registry)}, with named inputs, each F32 or I32.
   *
   * @throws ShapeException if a layer cannot take what it would be given
   * @throws CotangentException if a plugin is unknown or an attribute or the name of an input is
   *     wrong
   */
  public static Model build(LayerSpec spec, Signature inputs, long seed, Registry registry) {
    ModelStructure structure = ModelStructure.of(spec, ModelInputs.checked(inputs), registry);
    ParameterStore store = new ParameterStore(structure.parameters());
    store.initialize(seed);
    return new Model(structure, seed, registry, store, new TreeMap<>());
  }

  /**
   * Reads a model from a file that {@link #save} wrote. Nothing in the file is executed; it names
   * plugins by id, and the registry must know them.
   *
   * <p>The file's checksum is checked; a file without one, as earlier versions and other programs
   * write it, loads with a warning. A pending interrupt of the thread does not disturb the reading,
   * and stays pending.
   *
   * @throws dev.cotangent.core.io.FileFormatException if the file is damaged, is no model, needs an
   *     unknown plugin, or its parameters do not fit its layers; the message names file and reason
   * @throws IOException if the file cannot be read
   */
  public static Model load(Path path, Registry registry) throws IOException {
    return ModelFile.read(path, registry);
  }

  /**
   * Writes the model to a safetensors file, atomically: parameters under their names in logical
   * order, and everything else in the file's metadata. A pending interrupt of the thread does not
   * disturb the writing, and stays pending.
   *
   * @throws CotangentException if the registry could not read the layers back, before a file is
   *     touched
   * @throws IOException if the file cannot be written
   */
  public void save(Path path) throws IOException {
    ModelFile.write(path, this);
  }

  /**
   * Checks that the model can be {@linkplain #save saved}, so that a long training does not end
   * with a model that cannot.
   *
   * @throws CotangentException if the registry could not read the layers back, naming the layer and
   *     what to do
   */
  public void checkSavable() {
    Savable.check(this);
  }

  /**
   * The output for a batch, as a part of a graph.
   *
   * @param x [batch, ...], the rest being the {@link #sampleShape}
   * @throws ShapeException if the samples have another shape
   */
  public Tensor forward(Tensor x, ForwardContext context) {
    Port input = ModelInputs.only("input", inputs());
    ModelInputs.only("output", outputs());
    if (x.shape().rank() == 0 || !x.shape().without(0).equals(input.sample())) {
      throw new ShapeException(
          "the model takes a batch of samples "
              + input.sample()
              + ", not "
              + x.type()
              + "; Model.at makes one that takes others, with the same parameters");
    }
    return structure.network().forward(Tensors.of(inputs(), x), context).only();
  }

  /**
   * The outputs for a batch, as a part of a graph.
   *
   * @param x the {@link #inputs} by name, in any order
   * @throws CotangentException if one is missing, or one is none of the model's
   * @throws ShapeException if one has another type or samples of another shape, or their numbers of
   *     rows differ
   */
  public Tensors forward(Tensors x, ForwardContext context) {
    Tensors arranged = inputs().arranged("the model", x);
    ModelInputs.checkRows(arranged);
    return structure.network().forward(arranged, context);
  }

  /** A predictor of the layer's outputs with the parameters of now, on the registry's kernels. */
  public Predictor predictor() {
    return predictor(UnaryOperator.identity());
  }

  /** As {@link #predictor()}, on those kernels. */
  public Predictor predictor(Kernels kernels) {
    return predictor(kernels, UnaryOperator.identity());
  }

  /**
   * As {@link #predictor()}, with a last step after the layer's outputs: {@code
   * predictor(Tensor::softmax)} gives the probabilities of a classifier that was trained on logits.
   */
  public Predictor predictor(UnaryOperator<Tensor> lastStep) {
    return predictor(registry.kernels(), lastStep);
  }

  /** As {@link #predictor(UnaryOperator)}, on those kernels. */
  public Predictor predictor(Kernels kernels, UnaryOperator<Tensor> lastStep) {
    return Predictor.of(this, store.copy(), kernels, lastStep);
  }

  /**
   * This model for samples of another shape, such as longer sequences or larger images: the layers
   * are built again around the same parameters. Whatever trains one trains the other, and in the
   * {@code Forward} of an objective either may be applied.
   *
   * @throws ShapeException if a layer cannot take such samples, or has parameters of other shapes
   *     for them, naming layer and shapes
   */
  public Model at(Shape sample) {
    DType dtype = ModelInputs.only("input", inputs()).dtype();
    return at(Signature.of(inputs().names().get(0), dtype, sample));
  }

  /** As {@link #at(Shape)}, for named inputs of other shapes. */
  public Model at(Signature inputs) {
    return sharing(spec(), inputs);
  }

  /**
   * Another model that has parameters of this one, by their names: {@code
   * autoencoder.sharing(Sequential.of(encoderLayers), sample)} is the encoder of an autoencoder
   * that begins with these layers, {@code net.sharing(Inference.of(net.spec()), net.sampleShape())}
   * the whole net without its dropout. Whatever trains one trains the other.
   *
   * @throws ShapeException if a layer declares a parameter that this model does not have, or has in
   *     another shape, naming layer and shapes
   */
  public Model sharing(LayerSpec spec, Shape sample) {
    return sharing(spec, Signature.of(sample));
  }

  /** As {@link #sharing(LayerSpec, Shape)}, with named inputs. */
  public Model sharing(LayerSpec spec, Signature inputs) {
    ModelStructure other = structure.sharing(spec, ModelInputs.checked(inputs), registry);
    return new Model(other, seed, registry, store, metadata);
  }

  /**
   * A predictor that reads the parameters as they are when it predicts, and copies nothing: for the
   * thread that trains, between its steps. A prediction while a step runs throws a {@link
   * CotangentException}. {@link #published} serves other threads.
   */
  public Predictor live() {
    return live(UnaryOperator.identity());
  }

  /** As {@link #live()}, with a last step after the layer's outputs. */
  public Predictor live(UnaryOperator<Tensor> lastStep) {
    return Predictor.of(this, store, registry.kernels(), lastStep);
  }

  /**
   * A predictor for other threads than the one that trains, of the parameters as they are whenever
   * the latter publishes them.
   */
  public Published published() {
    return published(UnaryOperator.identity());
  }

  /** As {@link #published()}, with a last step after the layer's outputs. */
  public Published published(UnaryOperator<Tensor> lastStep) {
    return new Published(
        this, Predictor.of(this, Published.copy(store), registry.kernels(), lastStep));
  }

  /**
   * Copies values of parameters from another model: those of the same name, or as the transfer maps
   * names, and of the same shape. Both keep their own parameters; an optimizer's state stays as it
   * is. Not while a training step runs.
   *
   * @return what was copied and what was not
   * @throws CotangentException if the transfer does not tolerate what does not fit, or names
   *     nothing; the model is then as it was
   */
  public TransferReport copyFrom(Model source, Transfer transfer) {
    return new ParameterTransfer(this, TransferSource.of(source), transfer).run();
  }

  /**
   * As {@link #copyFrom(Model, Transfer)}, from a file: a model's, or any safetensors file, such as
   * one with a PyTorch {@code state_dict} (F32, or F16 and BF16, which become F32; the {@code
   * num_batches_tracked} of its batch norms are passed over).
   *
   * @throws dev.cotangent.core.io.FileFormatException if the file is damaged
   * @throws IOException if the file cannot be read
   */
  public TransferReport copyFrom(Path source, Transfer transfer) throws IOException {
    return new ParameterTransfer(this, TransferSource.read(source), transfer).run();
  }

  /**
   * A layer's activations (its output) for some samples in inference mode, with the current
   * parameters. Each call compiles a plan of its own; predictions are not slowed down.
   *
   * @param features whole samples, one after another, each row-major
   * @param layer the layer's path, as in {@code 2} or {@code 0.1}; empty for the outermost one. Of
   *     one that is applied several times, the last output; of one with several outputs, the first
   * @throws ShapeException if the numbers are not made of samples
   * @throws CotangentException if no layer has that path, naming those that there are, or the model
   *     has several inputs
   */
  public Activations activations(float[] features, String layer) {
    ModelInputs.only("input", inputs());
    return LayerView.of(this, Map.of(inputs().names().get(0), features), layer);
  }

  /**
   * As {@link #activations(float[], String)}, of a model of several inputs.
   *
   * @param inputs {@code float[]} and {@code int[]} by the names of the inputs
   */
  public Activations activations(Map<String, ?> inputs, String layer) {
    return LayerView.of(this, inputs, layer);
  }

  /** What the model was built from. */
  public LayerSpec spec() {
    return structure.spec();
  }

  /**
   * The outermost layer, of a model with one input and one output.
   *
   * @throws ShapeException if there are several, naming them
   */
  public Layer layer() {
    return structure.layer();
  }

  /** Weights and states, in the order in which layers declared them. */
  public List<Parameter> parameters() {
    return structure.parameters();
  }

  /**
   * The parameter of that name.
   *
   * @throws CotangentException if there is none, naming those that there are
   */
  public Parameter parameter(String name) {
    return parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new CotangentException("no parameter '" + name + "' among " + parameters()));
  }

  /** The values of the parameters, which training changes. */
  public ParameterStore store() {
    return store;
  }

  /** The inputs, by name. */
  public Signature inputs() {
    return structure.inputs();
  }

  /** The outputs, by name. */
  public Signature outputs() {
    return structure.outputs();
  }

  /**
   * Shape of one sample, of a model with one input.
   *
   * @throws CotangentException if there are several, naming them
   */
  public Shape sampleShape() {
    return ModelInputs.only("input", inputs()).sample();
  }

  /**
   * Shape of the output for one sample, of a model with one output.
   *
   * @throws CotangentException if there are several, naming them
   */
  public Shape outputShape() {
    return ModelInputs.only("output", outputs()).sample();
  }

  /** The seed of the first values, and of everything random in training unless another is given. */
  public long seed() {
    return seed;
  }

  /** The plugins. */
  public Registry registry() {
    return registry;
  }

  /**
   * The layers and activations that the model was built from, with class and jar, in the order in
   * which they were built: a layer before what is in it.
   */
  public List<PluginUse> plugins() {
    return structure.plugins();
  }

  /**
   * The layers in the order in which they are applied, those of sequences and graphs in their
   * place; what else holds layers is one row.
   */
  public List<LayerRow> layers() {
    return LayerRows.of(this, structure.network());
  }

  /** How many numbers the weights have; states do not count. */
  public int parameterCount() {
    return store.trainableSize();
  }

  /** Texts that travel with the model, such as the names of classes, sorted by key. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /**
   * This model with other metadata; the parameters are shared.
   *
   * @throws CotangentException if a key begins with {@code cotangent.}, which the file keeps for
   *     itself
   */
  public Model withMetadata(Map<String, String> metadata) {
    ModelFile.checkKeys(metadata.keySet());
    return new Model(structure, seed, registry, store, new TreeMap<>(metadata));
  }

  /** The same layers with parameters of their own, whose values are those of now. */
  public Model copy() {
    return new Model(structure, seed, registry, store.copy(), metadata);
  }

  /** Tables for people: the layers, as text and one after another, and every parameter. */
  public String summary() {
    return ModelSummary.of(this);
  }

  @Override
  public String toString() {
    return "Model[" + spec() + ", " + ModelInputs.arrow(this) + "]";
  }
}
