package dev.windrow.config;

/** How a file is packed. */
public enum Compression {
  /** By the name, or else by how it begins. */
  AUTO,
  NONE,
  GZIP,
  ZSTD
}
