/** What becomes of results and dead letters once they are in their topics: readers that hand them on. */
package dev.windrow.sink;
