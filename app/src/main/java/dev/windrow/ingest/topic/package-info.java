/** Reads topics of the same Kafka, so that what is in them can be changed and enriched on its way to another one. */
package dev.windrow.ingest.topic;
