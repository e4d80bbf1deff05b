/** The composition root: builds the parts of the long-running service from a configuration, and closes them in reverse. */
package dev.windrow.service;
