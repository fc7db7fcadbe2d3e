package dev.cotangent.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spec.SpecJson;
import dev.cotangent.examples.QuickStart;
import dev.cotangent.integration.pages.CheckpointsPage;
import dev.cotangent.integration.pages.ComingFromPage;
import dev.cotangent.integration.pages.DataPage;
import dev.cotangent.integration.pages.PlanPage;
import dev.cotangent.integration.pages.PluginsPage;
import dev.cotangent.integration.pages.PredictPage;
import dev.cotangent.integration.pages.ReadmePage;
import dev.cotangent.integration.pages.WatchingPage;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Graph;
import dev.cotangent.optim.Adam;
import dev.cotangent.testkit.LayerContract;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.RowSplit;
import dev.cotangent.training.source.BuiltinData;
import dev.cotangent.training.table.Classes;
import dev.cotangent.training.table.ModelInfo;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.TablePredictor;
import dev.cotangent.training.table.TableReader;
import dev.cotangent.training.table.TableRow;
import dev.cotangent.training.table.Task;
import dev.cotangent.training.table.TrainingColumns;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that every Java block in the pages of the repository is part of a compiled file, named by
 * the comment before the block, and runs those that no other program runs. Files and commands named
 * by the pages exist.
 */
class PagesTest {

  private static final Path REPOSITORY = Path.of(System.getProperty("cotangent.repo"));

  /** A block of Java, and before it the file that it is from. */
  private static final Pattern BLOCK =
      Pattern.compile("(?:<!-- from (\\S+) -->\\s*)?```java\n(.*?)```", Pattern.DOTALL);

  private static final Pattern LEFT_OUT = Pattern.compile("\\n\\s*// …\\n");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

  private final Path folder;

  PagesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    pages.add(REPOSITORY.resolve("README.md"));
    pages.add(REPOSITORY.resolve("CONTRIBUTING.md"));
    pages.add(REPOSITORY.resolve("benchmarks/README.md"));
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("docs"))) {
      files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @Test
  void everyBlockOfJavaIsPartOfAFileThatIsCompiled() throws IOException {
    int count = 0;
    for (Path page : pages()) {
      Matcher blocks = BLOCK.matcher(Files.readString(page));
      while (blocks.find()) {
        count++;
        assertThat(blocks.group(1)).as("%s: the file of%n%s", page, blocks.group(2)).isNotNull();
        assertThat(blocks.group(1)).matches("[-\\w/]+/src/(main|test)/java/[\\w/]+\\.java");
        String source = folded(Files.readString(REPOSITORY.resolve(blocks.group(1))));
        for (String part : LEFT_OUT.split(blocks.group(2), -1)) {
          assertThat(source).as("%s from %s", page, blocks.group(1)).contains(folded(part));
        }
      }
    }
    assertThat(count).isGreaterThanOrEqualTo(12);
  }

  private static String folded(String code) {
    return code.replaceAll("\\s+", " ").replace(" .", ".").strip();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path page : pages()) {
      Matcher links = LINK.matcher(Files.readString(page));
      while (links.find()) {
        assertThat(page.resolveSibling(links.group(1))).as("link of " + page).exists();
      }
    }
  }

  @Test
  void theReadmesProgramIsShortAndTrains() throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(REPOSITORY.resolve("README.md")));
    assertThat(blocks.find()).isTrue();
    assertThat(blocks.group(1)).endsWith("QuickStart.java");
    assertThat(blocks.group(2).lines().filter(line -> !line.isBlank()))
        .hasSizeLessThanOrEqualTo(15);
    QuickStart.main(new String[0]);
  }

  @Test
  void theReadmesModelIsSavedAndPredicts() throws IOException {
    Model model = Model.build(Dense.of(3), Shape.of(2), 1);
    Path file = folder.resolve("digits.safetensors");
    float[] probabilities = ReadmePage.embed(model, file, new float[] {1, 2});
    assertThat(probabilities)
        .isEqualTo(model.predictor(Tensor::softmax).predict(new float[] {1, 2}));
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void theReadmesGradientsAreThoseThatItSays() throws IOException {
    assertThat(ReadmePage.differentiate(folder)).containsExactly(-4.0, -4.0, 3.0);
    assertThat(folder.resolve("chain.svg")).content().startsWith("<svg");
  }

  @Test
  void theReadmesModelIsDrawn() throws IOException {
    Path file = folder.resolve("model.svg");
    ReadmePage.draw(Model.build(Dense.of(3), Shape.of(2), 1), file);
    assertThat(file).content().contains("<svg");
  }

  @Test
  void theReadmesTowersPredict() {
    assertThat(ReadmePage.towers()).containsOnlyKeys("price");
  }

  @Test
  void theMergeOfThePluginsPageKeepsItsContract() {
    LayerContract.of(new PluginsPage.Gate())
        .withRegistry(Registry.standard().with(new PluginsPage.Gate()))
        .report()
        .assertPassed();
  }

  @Test
  void theDataPagesSetsAreMade() {
    List<DataPage.House> houses =
        List.of(new DataPage.House(new float[] {1, 2, 3}, new float[] {4}));
    List<Dataset> sets =
        DataPage.datasets(
            new float[4], new int[] {0, 1}, houses, (row, target, at) -> target[at] = row);
    assertThat(sets.stream().map(Dataset::size)).containsExactly(2, 1, 2, 150, 1000, 105, 15, 30);
  }

  @Test
  void theDataPagesTargetsAreMade() {
    List<Dataset> sets =
        DataPage.targets(
            new float[192], new int[24], new float[24], new float[] {0, 1, 1, 1}, new float[2]);
    assertThat(sets.stream().map(Dataset::size)).containsExactly(2, 2, 2, 2);
    assertThat(sets.get(0).weights(1)).hasSize(12);
    assertThat(sets.get(3).labelNames()).isEmpty();
  }

  @Test
  void theDataPagesTableIsReadTwice() throws IOException {
    Path houses = folder.resolve("houses.csv");
    List<String> lines = new ArrayList<>(List.of("size,town,heating,price"));
    for (int i = 0; i < 40; i++) {
      lines.add(i + (i % 2 == 0 ? ",Ulm,gas," : ",Bonn,wood,") + 2 * i);
    }
    Files.write(houses, lines);
    Path later = Files.write(folder.resolve("new.csv"), List.of("heating,size,town", "gas,3,Ulm"));
    assertThat(DataPage.table(houses, later, folder.resolve("model.safetensors")))
        .containsExactly(3, 0, 1, 1);
  }

  @Test
  void theDataPagesGraphTakesItsColumns() throws IOException {
    String page = Files.readString(REPOSITORY.resolve("docs/data.md"));
    String json = page.split("```json\n", 2)[1].split("```", 2)[0];
    Path spec = Files.writeString(folder.resolve("towers.json"), json);
    List<String> lines = new ArrayList<>(List.of("size,rooms,town,heating,price"));
    for (int i = 0; i < 40; i++) {
      lines.add(i + "," + i % 4 + (i % 2 == 0 ? ",Ulm,gas," : ",Bonn,wood,") + 2 * i);
    }
    Path houses = Files.write(folder.resolve("houses.csv"), lines);
    Graph towers = (Graph) SpecJson.read(spec, Registry.standard());
    assertThat(price(houses, towers)).isFinite();
    assertThat(DataPage.inputs(houses)).isFinite();
  }

  /** The price that a network of JSON predicts, untrained, on the inputs of the page's program. */
  private static double price(Path houses, Graph towers) throws IOException {
    TrainingColumns columns =
        TrainingColumns.of("price")
            .withIgnored("heating")
            .withEmbedding("town")
            .withInput("numbers", "size", "rooms")
            .withInput("town");
    Table table = TableReader.read(houses, columns);
    int[] rows = RowSplit.random(table.rows(), 0, 0.2, 7).train();
    ModelInfo info = ModelInfo.fit(Task.REGRESSION, table, Classes.none(), rows, false);
    Model model = towers.build(info.samples(table).signature(), 7).withMetadata(info.metadata());
    TableRow row = TablePredictor.of(model).row().set("size", 81).set("rooms", 3);
    return row.set("town", "Ulm").predict().number();
  }

  @Test
  void thePredictPagePredicts() throws IOException {
    List<String> lines = new ArrayList<>(List.of("age,town,member,churn"));
    for (int i = 0; i < 40; i++) {
      lines.add(i + (i % 2 == 0 ? ",Ulm,0," : ",Bonn,1,") + (i % 3 == 0 ? "yes" : "no"));
    }
    Path customers = Files.write(folder.resolve("customers.csv"), lines);
    Table table = TableReader.read(customers, TrainingColumns.of("churn").withOneHot("town"));
    int[] rows = RowSplit.random(table.rows(), 0, 0.2, 7).train();
    ModelInfo info = ModelInfo.fit(Task.CLASSIFICATION, table, Classes.of(table), rows, false);
    Dataset samples = info.samples(table);
    Path file = folder.resolve("model.safetensors");
    Model model = Model.build(Dense.of(2), samples.sampleShape(), 7);
    model.withMetadata(info.metadata()).save(file);
    assertThat(PredictPage.byName(file)).containsOnlyKeys("no", "yes");
    assertThat(PredictPage.health(file).isPassed()).isTrue();
    float[] sample = new float[samples.sampleShape().size()];
    assertThat(PredictPage.batches(model.predictor(), sample).rows()).isPositive();
  }

  @Test
  void theCheckpointsPageGoesOn() throws IOException {
    Dataset train = BuiltinData.iris();
    List<Trainer> trainers =
        Stream.generate(
                () ->
                    Trainer.of(Model.build(Dense.of(3), train.sampleShape(), 1))
                        .loss(CrossEntropy.ofClassIndices())
                        .optimizer(Adam.of(0.01)))
            .limit(2)
            .toList();
    Path file = folder.resolve("run/checkpoint.safetensors");
    assertThat(CheckpointsPage.resume(trainers.get(0), trainers.get(1), train, file).epochs())
        .hasSize(40);
  }

  @Test
  void theWatchingPageMeters() {
    Dataset data = BuiltinData.iris();
    Model model = Model.build(Dense.of(3), data.sampleShape(), 1);
    Trainer trainer =
        Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(0.01));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    WatchingPage.run(registry, model.registry(), trainer, model, data, new float[4]);
    assertThat(registry.get("cotangent.training.epoch").timer().count()).isEqualTo(30);
    assertThat(registry.get("cotangent.prediction.samples").counter().count()).isEqualTo(1);
  }

  @Test
  void weightsComeFromAFile() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    Model trained = Model.build(Dense.of(3), Shape.of(2), 1);
    trained.save(file);
    Model other = Model.build(Dense.of(3), Shape.of(2), 2);
    ComingFromPage.weights(other, file);
    assertThat(Arrays.asList(other.store().sha256())).containsExactly(trained.store().sha256());
  }

  @Test
  void thePlanIsPrinted() {
    PlanPage.main(new String[0]);
  }
}
