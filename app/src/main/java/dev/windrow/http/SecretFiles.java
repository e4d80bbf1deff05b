package dev.windrow.http;

import dev.windrow.config.Http;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/** What is in the files that the configuration names; equal when nothing in them has changed. */
record SecretFiles(
    Optional<Buffer> tokens, Optional<Buffer> certificate, Optional<Buffer> key, Optional<Buffer> clientAuthorities, Optional<Buffer> authorities) {

  private static final int MOST_BYTES = 1 << 20;

  static SecretFiles read(Http http) throws CredentialsException {
    if (http.tokens().isPresent()) {
      requirePrivate("http.tokens", http.tokens().get());
    }
    Http.Tls tls = http.tls();
    return new SecretFiles(
        read("http.tokens", http.tokens()),
        read("http.tls.certificate", tls.certificate()),
        read("http.tls.key", tls.key()),
        read("http.tls.client-authorities", tls.clientAuthorities()),
        read("http.tls.authorities", tls.authorities()));
  }

  private static Optional<Buffer> read(String key, Optional<Path> file) throws CredentialsException {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file.get())) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new CredentialsException(key + ": expected a small file, found more than 1 MiB in " + file.get());
      }
      return Optional.of(Buffer.buffer(bytes));
    } catch (IOException e) {
      throw unreadable(key, file.get(), e);
    }
  }

  /** Where the file system knows of owners and others. */
  private static void requirePrivate(String key, Path file) throws CredentialsException {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw new CredentialsException(key + ": expected a file that others cannot read, found " + file + " readable by everyone; chmod o= " + file);
      }
    } catch (UnsupportedOperationException noOwners) {
      // Nothing to be asked there.
    } catch (IOException e) {
      throw unreadable(key, file, e);
    }
  }

  private static CredentialsException unreadable(String key, Path file, IOException e) {
    String found = e instanceof NoSuchFileException ? "no file " + file
        : e instanceof AccessDeniedException ? "no permission to read " + file : file + " (" + e.getMessage() + ")";
    return new CredentialsException(key + ": expected a readable file, found " + found);
  }
}
