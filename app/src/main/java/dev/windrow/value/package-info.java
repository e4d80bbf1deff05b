/**
 * What the rest of Windrow is written in: exact decimals and their one canonical text, the values of a group, columns of
 * numbers, and bytes to write and read. Nothing here knows Kafka, events or windows, and nothing uses another package.
 */
package dev.windrow.value;
