package dev.windrow.ingest.files;

import dev.windrow.value.Printable;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read, in words. The file's own name is left out: it stands beside. */
final class FileFailures {

  private FileFailures() {}

  static String text(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist any more";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied: the user that Windrow runs as has to be allowed to read it";
    }
    String message = e instanceof FileSystemException failure && failure.getReason() != null ? failure.getReason() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : Printable.text(message);
  }
}
