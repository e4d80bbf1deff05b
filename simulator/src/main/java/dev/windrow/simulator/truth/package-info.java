/**
 * What a correct service makes of the simulated events: results per window and a ledger per partition, computed from the facts that the
 * events were made of, never from their JSON and never with code of the service.
 */
package dev.windrow.simulator.truth;
