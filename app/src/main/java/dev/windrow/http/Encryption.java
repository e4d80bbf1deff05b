package dev.windrow.http;

import dev.windrow.value.Printable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509KeyManager;

/**
 * TLS as the PEM files say it, 1.2 or later.
 *
 * @param server for those who come
 * @param peer for the other instances, which this one shows its own certificate if they want one
 */
record Encryption(ServerSSLOptions server, ClientSSLOptions peer) {

  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  /** Empty without a certificate. */
  static Optional<Encryption> of(SecretFiles files, Vertx vertx) throws CredentialsException {
    if (files.certificate().isEmpty()) {
      return Optional.empty();
    }
    PemKeyCertOptions own = new PemKeyCertOptions().setCertValue(files.certificate().get()).setKeyValue(files.key().orElseThrow());
    requirePair(own, vertx);
    ServerSSLOptions server = new ServerSSLOptions().setKeyCertOptions(own).setEnabledSecureTransportProtocols(PROTOCOLS);
    ClientSSLOptions peer = new ClientSSLOptions().setHostnameVerificationAlgorithm("HTTPS");
    peer.setEnabledSecureTransportProtocols(PROTOCOLS);
    if (files.clientAuthorities().isPresent()) {
      server.setTrustOptions(trust("http.tls.client-authorities", files.clientAuthorities().get(), vertx)).setClientAuth(ClientAuth.REQUIRED);
      peer.setKeyCertOptions(own);
    }
    if (files.authorities().isPresent()) {
      peer.setTrustOptions(trust("http.tls.authorities", files.authorities().get(), vertx));
    }
    return Optional.of(new Encryption(server, peer));
  }

  /** Two files are never replaced at one time: a key that is not the certificate's would end every connection. */
  private static void requirePair(PemKeyCertOptions own, Vertx vertx) throws CredentialsException {
    boolean pair;
    try {
      X509KeyManager keys = (X509KeyManager) own.getKeyManagerFactory(vertx).getKeyManagers()[0];
      String alias = alias(keys);
      pair = isPair(keys.getPrivateKey(alias), keys.getCertificateChain(alias)[0].getPublicKey());
    } catch (Exception e) {
      throw new CredentialsException(
          "http.tls: expected an RSA or EC certificate and its private key in PEM files, found what does not read (" + Printable.text(String.valueOf(e.getMessage())) + ")");
    }
    if (!pair) {
      throw new CredentialsException("http.tls.key: expected the private key of http.tls.certificate, found another one");
    }
  }

  private static String alias(X509KeyManager keys) throws GeneralSecurityException {
    for (String type : new String[] {"RSA", "EC"}) {
      String[] aliases = keys.getServerAliases(type, null);
      if (aliases != null && aliases.length > 0) {
        return aliases[0];
      }
    }
    throw new GeneralSecurityException("neither RSA nor EC");
  }

  private static boolean isPair(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    Signature signature = Signature.getInstance(key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    byte[] anything = {1};
    signature.initSign(key);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(anything);
    return signature.verify(signed);
  }

  private static PemTrustOptions trust(String key, Buffer pem, Vertx vertx) throws CredentialsException {
    PemTrustOptions trust = new PemTrustOptions().addCertValue(pem);
    try {
      trust.getTrustManagerFactory(vertx);
      return trust;
    } catch (Exception e) {
      throw new CredentialsException(key + ": expected certificates in a PEM file, found what does not read (" + Printable.text(String.valueOf(e.getMessage())) + ")");
    }
  }
}
