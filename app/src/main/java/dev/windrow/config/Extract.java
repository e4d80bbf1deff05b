package dev.windrow.config;

/** What a source reads. */
public sealed interface Extract permits HttpExtract, FilesExtract, SqlExtract, TopicExtract {

  /** The key below which it stands in the configuration. */
  String kind();
}
