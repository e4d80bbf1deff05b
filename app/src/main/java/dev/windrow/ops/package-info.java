/**
 * How it is: what a check of the service's surroundings finds, in words for the operator, and what the running service measures of itself. Micrometer
 * and Prometheus' library stay in here.
 */
package dev.windrow.ops;
