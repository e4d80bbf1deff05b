package dev.windrow.sink.postgresql;

/**
 * Why a record is not loaded.
 *
 * @param table for which it was meant
 * @param reason a code
 * @param detail in words
 */
record Refusal(Table table, String reason, String detail) {}
