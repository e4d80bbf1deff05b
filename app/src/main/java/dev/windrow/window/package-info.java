/**
 * Event time: which window an event falls into, how far all sources together have got, when a window closes because of
 * it, and what a closed window looks like as a record.
 *
 * <p>Nothing here reads a clock or knows Kafka: times come in as arguments, so that every rule can be shown in a table.
 */
package dev.windrow.window;
