package dev.windrow.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A fresh key with a certificate of its own making, for 127.0.0.1 or a name, as PEM files. */
public record Certificates(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";

  public static Certificates make(Path folder, String name) throws Exception {
    return make(folder, name, "EC");
  }

  public static Certificates make(Path folder, String name, String algorithm) throws Exception {
    return make(folder, name, algorithm, "ip:127.0.0.1");
  }

  public static Certificates forHost(Path folder, String host) throws Exception {
    return make(folder, host, "EC", "dns:" + host);
  }

  private static Certificates make(Path folder, String name, String algorithm, String subject) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process keytool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "own",
        "-keyalg", algorithm, "-dname", "CN=" + name, "-ext", "san=" + subject, "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
        PASSWORD)).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new Certificates(
        pem(folder.resolve(name + "-cert.pem"), "CERTIFICATE", keys.getCertificate("own").getEncoded()),
        pem(folder.resolve(name + "-key.pem"), "PRIVATE KEY", keys.getKey("own", PASSWORD.toCharArray()).getEncoded()));
  }

  private static Path pem(Path file, String type, byte[] content) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }
}
