package dev.windrow.ingest;

/**
 * What should have been a record.
 *
 * @param place where it was read, for people
 * @param bytes as it was read; a beginning of it when it is long
 * @param reason a code, like {@code malformed_json}
 * @param detail the reason in words
 */
public record BadRecord(String place, byte[] bytes, String reason, String detail) {}
