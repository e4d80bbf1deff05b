/**
 * The edge to Kafka: the consumer that hands over whole batches, the client and Streams settings that correctness
 * needs, and the topics that have to be there before the service starts.
 */
package dev.windrow.kafka;
