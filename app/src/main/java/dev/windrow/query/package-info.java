/**
 * Answers about the windows and the state of the service, from the stores of all instances: what is here is read beside the stream threads, what is
 * elsewhere is fetched from its owner, and what cannot be had is named.
 */
package dev.windrow.query;
