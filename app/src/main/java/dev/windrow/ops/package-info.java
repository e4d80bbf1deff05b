/** How it is: what a check of the service's surroundings finds, in words for the operator. */
package dev.windrow.ops;
