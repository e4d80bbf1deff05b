package dev.windrow.query;

import dev.windrow.window.WindowPage;
import java.util.OptionalLong;

/**
 * What one merge partition has of the windows that were asked for.
 *
 * @param active whether its owner said so; else it is from a copy of its state that follows the owner
 * @param behind how many changes that copy lacks
 * @param lastClosed start of the last window that has closed there, epoch ms
 */
record PartitionPage(int mergePartition, boolean active, long behind, OptionalLong lastClosed, WindowPage<WindowRow> page) {}
