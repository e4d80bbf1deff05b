package dev.windrow.ingest.files;

import dev.windrow.ingest.format.Reading;
import java.util.List;

/**
 * What is read, and how.
 *
 * @param source its name
 * @param paths files, folders, patterns, addresses
 * @param downloads get what is at an address
 * @param watch whether it goes on with what is added
 * @param concurrency how many files are read at a time
 */
record FilesSettings(String source, List<String> paths, Reading reading, Downloads downloads, boolean watch, int concurrency) {

  FilesSettings {
    paths = List.copyOf(paths);
  }
}
