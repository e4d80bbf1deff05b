/**
 * Brings records from outside into Kafka. A source is read by a {@link dev.windrow.ingest.Reader} of its kind, in threads of its own; what it reads goes, in chunks,
 * through the {@link dev.windrow.ingest.Stage}s of the source to its {@link dev.windrow.ingest.Delivery}, which writes records and where reading goes on in
 * one transaction. So what is committed was read once, however often the process dies. One source that fails does not end another.
 */
package dev.windrow.ingest;
