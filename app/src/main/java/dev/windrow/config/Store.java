package dev.windrow.config;

/** Where open and kept windows live; a changelog topic backs both. */
public enum Store {
  MEMORY,
  ROCKSDB
}
