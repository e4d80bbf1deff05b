package dev.windrow.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The archive of loaded classes that the launcher makes beside the jar. Java passes over one that does not fit, without a word, and a catch-up takes a tenth more CPU
 * time then.
 *
 * @param jar whose classes are in it
 */
public record ClassArchive(Path jar) {

  /** Where the launcher puts it. */
  Path file() {
    return jar.resolveSibling("windrow.jsa");
  }

  /** Whether there is one, of this jar as it is now, for the Java that runs this program. */
  public boolean fits() throws IOException {
    Path file = file();
    Path madeFor = file.resolveSibling(file.getFileName() + ".fits");
    return Files.exists(file) && Files.exists(madeFor)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0
        && Files.readString(madeFor).strip().endsWith(" " + System.getProperty("java.version"));
  }

  /** What whoever measures should know; empty when all is well. */
  public Optional<String> warning() throws IOException {
    return fits() ? Optional.empty() : Optional.of("No archive of loaded classes fits " + jar + ": Windrow starts later and takes more CPU time than with the launcher."
        + " To make one: WINDROW_CDS=make ./windrow --version");
  }
}
