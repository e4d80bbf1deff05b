/**
 * What is looked up for a record on its way into Kafka: addresses are made of its fields, asked side by side, each once; answers are kept for a while, and what
 * was chosen of them is put into the record. A stage that all records of a source pass, after they were transformed.
 */
package dev.windrow.ingest.enrich;
