package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.ForwardContext;
import dev.cotangent.core.spi.Layer;
import dev.cotangent.core.spi.LayerActivations;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.core.spi.Port;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.spi.Tensors;
import dev.cotangent.core.text.Brief;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A neural network with its parameters: a layer, usually a {@code sequential} one, built for inputs
 * of fixed shapes.
 *
 * <p>Immutable except for the values in the {@link #store}. Concurrent reads are safe while no
 * training writes; a {@link Predictor} has its own copy and is always safe.
 */
public final class Model {

  private final ModelStructure structure;
  private final long seed;
  private final Registry registry;
  private final ParameterStore store;
  private final SortedMap<String, String> metadata;
  private final String selfTest;

  /**
   * A model with metadata that must not change afterwards, and the self-test of the file that it
   * was loaded from.
   */
  Model(
      ModelStructure structure,
      long seed,
      Registry registry,
      ParameterStore store,
      SortedMap<String, String> metadata,
      String selfTest) {
    this.structure = structure;
    this.seed = seed;
    this.registry = registry;
    this.store = store;
    this.metadata = Collections.unmodifiableSortedMap(metadata);
    this.selfTest = selfTest;
  }

  /** Like {@link #build(LayerSpec, Shape, long, Registry)}, with the plugins on the class path. */
  public static Model build(LayerSpec spec, Shape sample, long seed) {
    return build(spec, sample, seed, Registry.standard());
  }

  /**
   * Like {@link #build(LayerSpec, Signature, long, Registry)}, with the plugins on the class path.
   */
  public static Model build(LayerSpec spec, Signature inputs, long seed) {
    return build(spec, inputs, seed, Registry.standard());
  }

  /**
   * Builds a model and initializes its parameters.
   *
   * @param sample shape of one sample, without the batch axis
   * @param seed determines all random initial values
   * @throws ShapeException if a layer cannot take the shape of its input
   * @throws CotangentException if a plugin is unknown or an attribute is wrong
   */
  public static Model build(LayerSpec spec, Shape sample, long seed, Registry registry) {
    return build(spec, Signature.of(sample), seed, registry);
  }

  /**
   * Like {@link #build(LayerSpec, Shape, long, Registry)}, with named inputs, each F32 or I32.
   *
   * @throws ShapeException if a layer cannot take the shape of its input
   * @throws CotangentException if a plugin is unknown or an attribute or the name of an input is
   *     wrong
   */
  public static Model build(LayerSpec spec, Signature inputs, long seed, Registry registry) {
    ModelStructure structure = ModelStructure.of(spec, ModelInputs.checked(inputs), registry);
    ParameterStore store = ParameterStore.of(structure.parameters());
    store.initialize(seed);
    return new Model(structure, seed, registry, store, new TreeMap<>(), "");
  }

  /**
   * Reads a model from a file that {@link #save} wrote. Nothing in the file is executed; it names
   * plugins by id, and the registry must know them.
   *
   * <p>The file's checksum is verified; a file without one, as written by earlier versions and
   * other programs, loads with a warning. An interrupt does not abort the read, and stays pending.
   *
   * @throws dev.cotangent.core.FileFormatException if the file is damaged, is not a model, needs an
   *     unknown plugin, or its parameters do not match its layers; the message names the file and
   *     the reason
   * @throws MemoryException if the heap is too small for the file and the parameters
   * @throws IOException if the file cannot be read
   */
  public static Model load(Path path, Registry registry) throws IOException {
    return ModelFile.read(path, registry);
  }

  /**
   * Writes the model to a safetensors file, atomically: parameters under their names in logical
   * order, and everything else in the file's metadata, including the outputs for one sample, which
   * {@link Predictor#selfTest} compares. An interrupt does not abort the write, and stays pending.
   *
   * @throws CotangentException if the registry could not read the layers back, before a file is
   *     touched
   * @throws IOException if the file cannot be written
   */
  public void save(Path path) throws IOException {
    ModelFile.write(path, this);
  }

  /**
   * Checks that the model can be {@linkplain #save saved}; call it before a long training.
   *
   * @throws CotangentException if the registry could not read the layers back, naming the layer and
   *     the remedy
   */
  public void checkSavable() {
    Savable.check(this);
  }

  /**
   * Applies the model to a batch, as part of a graph.
   *
   * @param x [batch, ...], where the rest is the {@link #sampleShape}
   * @throws ShapeException if the samples have another shape
   */
  public Tensor forward(Tensor x, ForwardContext context) {
    Port input = ModelInputs.only("input", inputs());
    ModelInputs.only("output", outputs());
    if (x.shape().rank() == 0 || !x.shape().without(0).equals(input.sample())) {
      throw new ShapeException(
          "the model's input is "
              + x.type()
              + ", expected a batch of samples "
              + input.sample()
              + "; Model.at makes one for other samples, with the same parameters");
    }
    return structure.network().forward(Tensors.of(inputs(), x), context).only();
  }

  /**
   * Applies the model to a batch of named inputs, as part of a graph.
   *
   * @param x the {@link #inputs} by name, in any order
   * @throws CotangentException if an input is missing or unknown
   * @throws ShapeException if an input has another type or sample shape, or the numbers of rows
   *     differ
   */
  public Tensors forward(Tensors x, ForwardContext context) {
    return structure.forward(x, context);
  }

  /** The model without parameter values. */
  ModelStructure structure() {
    return structure;
  }

  /**
   * Evaluates the model in inference mode (dropout off), as in {@code model.evaluate(test,
   * CrossEntropy.ofClassIndices())}.
   *
   * @param data labelled samples, such as a {@code dev.cotangent.training.data.Dataset}
   * @return what the data computes: for a data set the mean loss and the default metrics
   * @throws CotangentException if model, data and loss do not fit together
   */
  public <R> R evaluate(EvaluationData<R> data, Loss loss) {
    return Given.of("evaluate: the data", data)
        .evaluate(this, Given.of("evaluate: the loss", loss));
  }

  /**
   * Creates a predictor with a copy of the current parameters, on portable kernels at first. After
   * some billions of operations it warms up the registry's kernels in the background and changes to
   * them if they are faster, unless the system property {@code cotangent.kernels} names the
   * kernels. The predictions have the same bits.
   */
  public Predictor predictor() {
    return predictor(UnaryOperator.identity());
  }

  /** Like {@link #predictor()}, on the given kernels throughout. */
  public Predictor predictor(Kernels kernels) {
    return predictor(kernels, UnaryOperator.identity());
  }

  /**
   * Like {@link #predictor()}, with a last step applied to the model's output: {@code
   * predictor(Tensor::softmax)} returns the probabilities of a classifier that was trained on
   * logits.
   */
  public Predictor predictor(UnaryOperator<Tensor> lastStep) {
    return Predictor.of(this, store.copy(), PredictorKernels.of(registry), lastStep);
  }

  /** Like {@link #predictor(UnaryOperator)}, on the given kernels. */
  public Predictor predictor(Kernels kernels, UnaryOperator<Tensor> lastStep) {
    return Predictor.of(this, store.copy(), PredictorKernels.always(kernels), lastStep);
  }

  /**
   * Returns this model for samples of another shape, such as longer sequences or larger images: the
   * layers are rebuilt around the same parameters. The parameters are shared, so training one model
   * trains the other, and the {@code Forward} of an objective may apply either.
   *
   * @throws ShapeException if a layer cannot take such samples, or has parameters of other shapes
   *     for them, naming layer and shapes
   */
  public Model at(Shape sample) {
    DType dtype = ModelInputs.only("input", inputs()).dtype();
    return at(Signature.of(inputs().names().get(0), dtype, sample));
  }

  /** Like {@link #at(Shape)}, for named inputs. */
  public Model at(Signature inputs) {
    return sharing(spec(), inputs);
  }

  /**
   * Returns another model that shares this one's parameters by name: {@code
   * autoencoder.sharing(Sequential.of(encoderLayers), sample)} is the encoder of an autoencoder
   * that begins with these layers, {@code net.sharing(Inference.of(net.spec()), net.sampleShape())}
   * the whole net in inference mode, without dropout. Training one model trains the other.
   *
   * @throws ShapeException if a layer declares a parameter that this model does not have, or has in
   *     another shape, naming layer and shapes
   */
  public Model sharing(LayerSpec spec, Shape sample) {
    return sharing(spec, Signature.of(sample));
  }

  /** Like {@link #sharing(LayerSpec, Shape)}, with named inputs. */
  public Model sharing(LayerSpec spec, Signature inputs) {
    ModelStructure other = structure.sharing(spec, ModelInputs.checked(inputs), registry);
    return new Model(other, seed, registry, store, metadata, "");
  }

  /**
   * Creates a predictor that reads the live parameters without a copy, for use by the training
   * thread between steps. A prediction while a step runs throws a {@link CotangentException}; use
   * {@link #published} for other threads.
   */
  public Predictor live() {
    return live(UnaryOperator.identity());
  }

  /** Like {@link #live()}, with a last step applied to the model's output. */
  public Predictor live(UnaryOperator<Tensor> lastStep) {
    return Predictor.of(this, store, PredictorKernels.of(registry), lastStep);
  }

  /**
   * Creates a predictor for threads other than the training thread; it uses the parameters as of
   * the training thread's last {@link Published#publish}.
   */
  public Published published() {
    return published(UnaryOperator.identity());
  }

  /** Like {@link #published()}, with a last step applied to the model's output. */
  public Published published(UnaryOperator<Tensor> lastStep) {
    return new Published(
        this, Predictor.of(this, Published.copy(store), PredictorKernels.of(registry), lastStep));
  }

  /**
   * Copies parameter values from another model, matched by name (as mapped by the transfer) and
   * shape. The models do not share parameters afterwards, and optimizer state is unchanged. Must
   * not be called while a training step runs.
   *
   * @return a report of the parameters that were copied and those that were not
   * @throws CotangentException if a mismatch is not allowed by the transfer, or a pattern of it
   *     matches nothing; the model is then unchanged
   */
  public TransferReport copyFrom(Model source, Transfer transfer) {
    return new ParameterTransfer(this, TransferSource.of(source), transfer).run();
  }

  /**
   * Like {@link #copyFrom(Model, Transfer)}, from a model file or any other safetensors file, such
   * as one with a PyTorch {@code state_dict} (F32, or F16 and BF16, which are converted to F32; the
   * {@code num_batches_tracked} of batch norms are skipped).
   *
   * @throws dev.cotangent.core.FileFormatException if the file is damaged
   * @throws IOException if the file cannot be read
   */
  public TransferReport copyFrom(Path source, Transfer transfer) throws IOException {
    return new ParameterTransfer(this, TransferSource.read(source), transfer).run();
  }

  /**
   * Computes a layer's activations (its output) for some samples in inference mode, with the
   * current parameters. Each call compiles its own plan; predictions are not slowed down.
   *
   * @param features whole samples, one after another, each row-major
   * @param layer the layer's path, as in {@code 2} or {@code 0.1}; empty for the outermost one. For
   *     a layer that is applied several times, the last output is returned; for one with several
   *     outputs, the first
   * @throws ShapeException if the length is not a multiple of a sample's size
   * @throws CotangentException if no layer has that path (the message lists the paths), or the
   *     model has several inputs
   */
  public LayerActivations activations(float[] features, String layer) {
    ModelInputs.only("input", inputs());
    return LayerView.of(this, Map.of(inputs().names().get(0), features), layer);
  }

  /**
   * Like {@link #activations(float[], String)}, for a model with several inputs.
   *
   * @param inputs {@code float[]} and {@code int[]} by the names of the inputs
   */
  public LayerActivations activations(Map<String, ?> inputs, String layer) {
    return LayerView.of(this, inputs, layer);
  }

  /** The specification that the model was built from. */
  public LayerSpec spec() {
    return structure.spec();
  }

  /**
   * The outermost layer of a model with one input and one output.
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
   * @throws CotangentException if there is none; the message lists the names
   */
  public Parameter parameter(String name) {
    return parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CotangentException(
                    "no parameter '" + name + "', expected one of " + parameters()));
  }

  /** The parameter values, which training updates. */
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
   * Shape of one sample, for a model with one input.
   *
   * @throws CotangentException if there are several, naming them
   */
  public Shape sampleShape() {
    return ModelInputs.only("input", inputs()).sample();
  }

  /**
   * Shape of the output for one sample, for a model with one output.
   *
   * @throws CotangentException if there are several, naming them
   */
  public Shape outputShape() {
    return ModelInputs.only("output", outputs()).sample();
  }

  /** The seed of the initial values, and of all randomness in training unless another is given. */
  public long seed() {
    return seed;
  }

  /** The plugins with which the model was built or loaded. */
  public Registry registry() {
    return registry;
  }

  /**
   * The layers and activations that the model was built from, with class and jar, in the order in
   * which they were built: a layer before its children.
   */
  public List<PluginUse> plugins() {
    return structure.plugins();
  }

  /**
   * The layers in the order of application, with the layers of sequences and graphs in place; any
   * other layer that contains layers is one row.
   */
  public List<LayerRow> layers() {
    return LayerRows.of(this, structure.network());
  }

  /** The number of trainable parameters: the elements of all weights, without states. */
  public int parameterCount() {
    return store.trainableSize();
  }

  /** Texts that are saved with the model, such as class names, sorted by key. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /**
   * Returns this model with other metadata; the parameters are shared.
   *
   * @throws CotangentException if a key begins with {@code cotangent.}, which is reserved
   */
  public Model withMetadata(Map<String, String> metadata) {
    ModelFile.checkKeys(metadata.keySet());
    return new Model(structure, seed, registry, store, new TreeMap<>(metadata), selfTest);
  }

  /** The self-test of the file that the model was loaded from, as text; empty if there is none. */
  String selfTest() {
    return selfTest;
  }

  /** Returns an independent copy with the current parameter values. */
  public Model copy() {
    return new Model(structure, seed, registry, store.copy(), metadata, selfTest);
  }

  /**
   * A human-readable summary: the specification, a table of the layers and a table of the
   * parameters.
   */
  public String summary() {
    return ModelSummary.of(this);
  }

  @Override
  public String toString() {
    return "Model["
        + Brief.of(spec().toString())
        + ", "
        + ModelInputs.arrow(this)
        + ", "
        + store.trainableSize()
        + " weights]";
  }
}
