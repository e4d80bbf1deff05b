/**
 * From bytes to columns: the frames that batches of Kafka records travel in, and the decoder that reads of each event only what
 * some aggregation uses.
 *
 * <p>An event that cannot be used is never an exception but a {@link dev.windrow.event.Reject} beside the good rows, and its record
 * can be cut out of the frame again byte for byte. In this package {@code null} stands for what Kafka leaves out: a record's key or
 * value, a header's value, and for the reject of a good row.
 *
 * <p>Bytes and times come from outside; nothing here knows Kafka's types, a clock or a log.
 */
package dev.windrow.event;
