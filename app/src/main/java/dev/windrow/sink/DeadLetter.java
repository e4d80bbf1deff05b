package dev.windrow.sink;

/**
 * A record that could not be used, as JSON has it.
 *
 * @param partition of the dead-letter topic
 * @param time Kafka's of the record, as results write times
 * @param source where it was read, as {@code topic-partition} or {@code source: place}, and at which offset; empty and -1 when nothing says so
 * @param reason a code
 * @param excerpt the beginning of its value, as far as that is text
 */
public record DeadLetter(int partition, long offset, String time, String source, long sourceOffset, String reason, String detail, String excerpt) {}
