package dev.cotangent.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A staged release is complete, signed and reproducible. */
class ReleaseTest {

  private static final Path FOLDER = Staging.FOLDER;

  /** Artifacts that the BOM does not list, as no program depends on them. */
  private static final List<String> UNLISTED =
      List.of("cotangent-parent", "cotangent-bom", "cotangent-plugin-archetype");

  private static SigningKey key;
  private static Staging release;

  @BeforeAll
  static void stage() throws IOException, InterruptedException, PGPException {
    key = Staging.key();
    release = Staging.first();
  }

  @Test
  void holdsTheArtifactsOfTheBomAndNoOther() throws IOException {
    String bom = Files.readString(Staging.REPOSITORY.resolve("bom/pom.xml"));
    List<String> listed =
        Pattern.compile("<artifactId>(cotangent[-a-z]*)</artifactId>\\s*<version>\\$")
            .matcher(bom)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(listed).hasSizeGreaterThanOrEqualTo(13).contains("cotangent", "cotangent-core");
    assertThat(release.artifacts().keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(listed.stream(), UNLISTED.stream()).toList());
  }

  @Test
  void eachArtifactHasTheFilesThatARepositoryAsksFor() throws IOException {
    for (Map.Entry<String, Path> artifact : release.artifacts().entrySet()) {
      String name = artifact.getKey() + "-" + Staging.VERSION;
      List<String> ends = new ArrayList<>(List.of(".pom"));
      if (!Files.readString(artifact.getValue().resolve(name + ".pom")).contains(">pom</pack")) {
        ends.addAll(List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"));
      }
      for (String end : ends) {
        for (String suffix : List.of("", ".asc", ".md5", ".sha1")) {
          assertThat(artifact.getValue().resolve(name + end + suffix)).isNotEmptyFile();
        }
      }
    }
  }

  @Test
  void everyFileIsSignedAndHasItsChecksum()
      throws IOException, PGPException, GeneralSecurityException {
    List<Path> files = release.files();
    assertThat(files).hasSizeGreaterThan(60);
    for (Path name : files) {
      Path file = release.repository().resolve(name);
      assertThat(key.signed(file)).as("signature of " + name).isTrue();
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file));
      assertThat(file.resolveSibling(file.getFileName() + ".sha1"))
          .hasContent(HexFormat.of().formatHex(digest));
    }
  }

  @Test
  void aSignatureOfOtherBytesDoesNotCount() throws IOException, PGPException {
    Path pom = release.repository().resolve(release.files().get(0));
    Path changed = FOLDER.resolve("changed");
    Files.writeString(changed, "changed");
    Files.copy(
        pom.resolveSibling(pom.getFileName() + ".asc"),
        changed.resolveSibling("changed.asc"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(key.signed(changed)).isFalse();
  }

  @Test
  void aBuildInAnotherFolderLanguageAndTimeZoneGivesTheSameFiles()
      throws IOException, InterruptedException {
    Staging again =
        Staging.in(
            FOLDER.resolve("second-build-elsewhere"),
            key,
            "-Duser.timezone=Pacific/Auckland",
            "-Duser.language=de",
            "-Duser.country=DE");
    assertThat(again.files()).isEqualTo(release.files());
    List<Path> different = new ArrayList<>();
    for (Path file : release.files()) {
      Path first = release.repository().resolve(file);
      if (Files.mismatch(first, again.repository().resolve(file)) >= 0) {
        different.add(file);
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void eachPomSaysWhatARepositoryAsksFor() throws IOException {
    Map<String, Path> artifacts = release.artifacts();
    for (Map.Entry<String, Path> artifact : artifacts.entrySet()) {
      String pom =
          Files.readString(
              artifact.getValue().resolve(artifact.getKey() + "-" + Staging.VERSION + ".pom"));
      assertThat(pom).as(artifact.getKey()).contains("<name>", "<description>");
      assertThat(pom).as(artifact.getKey()).doesNotContain("-SNAPSHOT<");
      if (!pom.contains("<parent>")) {
        assertThat(pom).contains("<url>", "<licenses>", "<developers>", "<scm", "<connection>");
      }
    }
  }

  @Test
  void eachJarCarriesTheLicenceAndItsModule() throws IOException {
    for (Map.Entry<String, Path> artifact : release.artifacts().entrySet()) {
      Path jar = artifact.getValue().resolve(artifact.getKey() + "-" + Staging.VERSION + ".jar");
      if (Files.exists(jar)) {
        try (JarFile content = new JarFile(jar.toFile())) {
          assertThat(content.getEntry("META-INF/LICENSE")).as("" + jar).isNotNull();
          assertThat(content.getEntry("META-INF/NOTICE")).as("" + jar).isNotNull();
          boolean named =
              content.getManifest().getMainAttributes().getValue("Automatic-Module-Name") != null;
          assertThat(named).as("" + jar).isEqualTo(artifact.getKey().endsWith("-spark"));
          assertThat(content.getEntry("module-info.class") == null)
              .as("" + jar)
              .isEqualTo(named || artifact.getKey().endsWith("-archetype"));
        }
      }
    }
  }

  @Test
  void theStartersBillOfMaterialsNamesWhatAProgramCarries() throws IOException {
    String sbom =
        Files.readString(
            release
                .artifacts()
                .get("cotangent")
                .resolve("cotangent-" + Staging.VERSION + "-cyclonedx.json"));
    List<String> components =
        Pattern.compile("\"bom-ref\" ?: ?\"pkg:maven/[^/]+/([^@]+)@[^\"]*\"")
            .matcher(sbom)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(components)
        .containsOnly(
            "cotangent",
            "cotangent-core",
            "cotangent-kernels-vector",
            "cotangent-activations",
            "cotangent-layers",
            "cotangent-optim",
            "cotangent-parallel",
            "cotangent-training",
            "slf4j-api",
            "fastcsv");
  }
}
