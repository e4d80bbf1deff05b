/**
 * A real Kafka broker inside this process, for {@code demo}, {@code broker} and tests.
 *
 * <p>This is the only package that knows Kafka's server classes; they are internal to Kafka, so everything that may change with
 * its version is in here. Nothing of Windrow's own is used.
 */
package dev.windrow.demo;
