package dev.windrow.service;

import dev.windrow.config.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.rocksdb.RocksDB;

/**
 * Loads RocksDB's native library before the stream threads do, if they will: what is in the way would be in the way of each of
 * them, and of each that replaces one.
 */
final class RocksLibrary {

  private RocksLibrary() {}

  static void load(Store store) {
    load(store, RocksDB::loadLibrary);
  }

  static void load(Store store, Runnable loading) {
    if (store != Store.ROCKSDB) {
      return;
    }
    try {
      loading.run();
    } catch (RuntimeException | UnsatisfiedLinkError failure) {
      throw new UncheckedIOException(new IOException("cannot load RocksDB's native library (state.store: rocksdb): expected a folder for temporary"
          + " files that can be written to and is not mounted noexec, found " + System.getProperty("java.io.tmpdir") + " (java.io.tmpdir): "
          + (failure.getCause() == null ? failure : failure.getCause()), failure));
    }
  }
}
