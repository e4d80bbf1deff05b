package dev.windrow.config;

/** How records are written in a file or an answer. */
public enum Format {
  /** By the name, or else by how it begins. */
  AUTO,
  /** One object, an array of objects, or objects one after the other. */
  JSON,
  /** An object per line. */
  NDJSON,
  /** RFC 4180, with a line of names first. */
  CSV
}
