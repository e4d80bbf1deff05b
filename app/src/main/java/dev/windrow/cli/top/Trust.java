package dev.windrow.cli.top;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom this process trusts, and how it shows who it is, from PEM files.
 *
 * @param authorities files of certificates that are trusted
 * @param javas whether those that Java trusts are, too
 * @param own certificate and key that are shown to who asks; empty to show none
 */
record Trust(List<Path> authorities, boolean javas, Optional<Own> own) {

  private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final char[] NO_PASSWORD = {};

  Trust {
    authorities = List.copyOf(authorities);
  }

  /** PEM files; the key is PKCS#8. */
  record Own(Path certificate, Path key) {}

  /** @throws IllegalArgumentException when a file does not have what it should, with a message for people */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.isEmpty() ? null : keys(own.get()).getKeyManagers(), trusted().getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("expected TLS in this Java", e);
    }
  }

  private TrustManagerFactory trusted() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (Path file : authorities) {
      add(store, certificates(file));
    }
    if (javas) {
      for (TrustManager manager : factory(null).getTrustManagers()) {
        add(store, manager instanceof X509TrustManager x509 ? Arrays.asList(x509.getAcceptedIssuers()) : List.of());
      }
    }
    return factory(store);
  }

  private static void add(KeyStore store, List<? extends Certificate> certificates) throws GeneralSecurityException {
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("trusted-" + store.size(), certificate);
    }
  }

  /** Of what Java trusts for null. */
  private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private static KeyManagerFactory keys(Own own) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("own", key(own.key()), NO_PASSWORD, certificates(own.certificate()).toArray(new Certificate[0]));
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static List<Certificate> certificates(Path file) {
    try {
      List<Certificate> found = new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes(file))));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("expected certificates in the PEM file " + file + ", found what does not read as one", e);
    }
    throw new IllegalArgumentException("expected certificates in the PEM file " + file + ", found none");
  }

  private static PrivateKey key(Path file) {
    Matcher pem = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
    if (pem.find()) {
      PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
      for (String algorithm : List.of("EC", "RSA")) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(spec);
        } catch (GeneralSecurityException another) {
          continue;
        }
      }
    }
    throw new IllegalArgumentException("expected an EC or RSA private key (PKCS#8) in the PEM file " + file);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("expected a readable PEM file, found " + e, e);
    }
  }
}
