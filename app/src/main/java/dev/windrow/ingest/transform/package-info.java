/**
 * What is done to a record on its way into Kafka, as the configuration declares it: small steps, one after the other, on a JSON object with exact
 * numbers: a stage that all records of a source pass.
 */
package dev.windrow.ingest.transform;
