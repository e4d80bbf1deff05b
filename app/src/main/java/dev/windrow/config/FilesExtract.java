package dev.windrow.config;

import java.util.List;

/**
 * Reads files.
 *
 * @param paths files, folders, patterns as in {@code data/*.json}, and addresses of files, at least one
 * @param format how records are written in them
 * @param compression how they are packed
 * @param delimiter between the cells of a CSV file
 * @param watch whether it goes on with what is added
 * @param concurrency how many files are read at a time
 * @param requests how files are fetched that are elsewhere
 */
public record FilesExtract(
    List<String> paths, Format format, Compression compression, char delimiter, boolean watch, int concurrency, Requests requests)
    implements Extract {

  static final String KIND = "files";
  static final Range CONCURRENCY = new Range(1, 256);

  public FilesExtract {
    paths = List.copyOf(paths);
    CONCURRENCY.require("concurrency", concurrency);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("paths: expected at least one, found none");
    }
  }

  @Override
  public String kind() {
    return KIND;
  }
}
