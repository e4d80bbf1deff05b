/**
 * Bytes to records: JSON, NDJSON and CSV, plain or packed with gzip or zstd, of any length in constant memory. {@link dev.windrow.ingest.format.RecordStream}
 * is the way in. A {@code Splitter} per format finds where records begin and end and looks at each byte once; what is between is checked by Jackson's
 * streaming parser and handed on as it was written. Nothing here knows Kafka, files or HTTP.
 */
package dev.windrow.ingest.format;
