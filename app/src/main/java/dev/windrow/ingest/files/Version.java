package dev.windrow.ingest.files;

/**
 * What tells one state of a file from another.
 *
 * @param size in bytes, packed as it is; -1 when it is not known
 * @param tag when it was changed last, or what its server says in its place
 */
record Version(long size, String tag) {

  static final long UNKNOWN_SIZE = -1;
}
