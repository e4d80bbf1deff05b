package dev.windrow.simulation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record of an input topic, and what it means to whoever wrote it.
 *
 * @param key may be null
 * @param value may be null
 * @param timestamp the record's own, epoch ms; -1 is none
 * @param deadReason why it is no usable event
 * @param time event time of a usable event
 * @param groups the group fields that it has, each value in canonical JSON
 * @param number what is measured; empty for missing or null
 */
record Event(
    byte[] key,
    byte[] value,
    List<Map.Entry<String, String>> headers,
    long timestamp,
    Optional<String> deadReason,
    long time,
    Map<String, String> groups,
    Optional<BigDecimal> number) {}
