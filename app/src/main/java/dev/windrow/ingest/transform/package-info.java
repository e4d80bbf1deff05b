/**
 * What is done to a record on its way into Kafka, as the configuration declares it: small steps, one after the other, on a JSON object with exact
 * numbers. Knows neither Kafka nor where records come from.
 */
package dev.windrow.ingest.transform;
