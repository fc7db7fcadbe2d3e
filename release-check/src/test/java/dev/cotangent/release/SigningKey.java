package dev.cotangent.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** An OpenPGP key that lives as long as a test. */
final class SigningKey {

  private static final String PASSPHRASE = "throw-away";
  private static final int BITS = 2048;
  private static final int CERTAINTY = 100;

  private final PGPSecretKeyRing ring;

  private SigningKey(PGPSecretKeyRing ring) {
    this.ring = ring;
  }

  static SigningKey create() throws PGPException {
    PGPKeyPair pair = rsa();
    PGPDigestCalculator sha1 =
        new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1); // names the key, by RFC
    PGPKeyRingGenerator generator =
        new PGPKeyRingGenerator(
            PGPSignature.POSITIVE_CERTIFICATION,
            pair,
            "The key of a test",
            sha1,
            null,
            null,
            new BcPGPContentSignerBuilder(PGPPublicKey.RSA_GENERAL, HashAlgorithmTags.SHA256),
            new BcPBESecretKeyEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256, sha1)
                .build(PASSPHRASE.toCharArray()));
    return new SigningKey(generator.generateSecretKeyRing());
  }

  private static PGPKeyPair rsa() throws PGPException {
    RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
    generator.init(
        new RSAKeyGenerationParameters(
            BigInteger.valueOf(65537), new SecureRandom(), BITS, CERTAINTY));
    return new BcPGPKeyPair(
        PublicKeyPacket.VERSION_4,
        PGPPublicKey.RSA_GENERAL,
        generator.generateKeyPair(),
        new Date());
  }

  /** The variables by which Maven's GPG plugin takes the key. */
  Map<String, String> environment() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ArmoredOutputStream armored = ArmoredOutputStream.builder().build(bytes)) {
      ring.encode(armored);
    }
    return Map.of(
        "MAVEN_GPG_KEY",
        bytes.toString(StandardCharsets.UTF_8),
        "MAVEN_GPG_PASSPHRASE",
        PASSPHRASE);
  }

  /** Whether the file with the suffix {@code .asc} holds a signature of the file by this key. */
  boolean signed(Path file) throws IOException, PGPException {
    Path signatures = file.resolveSibling(file.getFileName() + ".asc");
    try (InputStream in = PGPUtil.getDecoderStream(Files.newInputStream(signatures))) {
      PGPSignatureList list = (PGPSignatureList) new BcPGPObjectFactory(in).nextObject();
      PGPSignature signature = list.get(0);
      signature.init(new BcPGPContentVerifierBuilderProvider(), ring.getPublicKey());
      signature.update(Files.readAllBytes(file));
      return signature.verify();
    }
  }
}
