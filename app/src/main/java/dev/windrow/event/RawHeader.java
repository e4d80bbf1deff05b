package dev.windrow.event;

/**
 * A header of a Kafka record.
 *
 * @param value its bytes, not copied; null when it has none
 */
public record RawHeader(String key, byte[] value) {
}
