/**
 * Reads files: single ones, folders, what fits a pattern, and what is at an address. A {@code Run} lists them and hands them to as many threads as are read at a
 * time; a {@code FileTask} reads one of them from where it stopped, by {@link dev.windrow.ingest.format.RecordStream}, and delivers it in chunks, each with a
 * {@code FilePosition}. What became of each is in a {@link dev.windrow.ingest.files.FilesReport}.
 */
package dev.windrow.ingest.files;
