/** How commands show that long work goes on. */
package dev.windrow.cli.progress;
