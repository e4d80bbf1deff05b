/**
 * The algebra that results are made of. Whatever is computed over events must be mergeable: {@code add} takes an event,
 * {@code merge} takes what was added elsewhere, {@code encode} makes bytes of it that decode to the same; in whatever portions and
 * order events come, the outcome is the same, to the last digit.
 *
 * <p>{@link dev.windrow.aggregate.Measure} says what is wanted, {@link dev.windrow.aggregate.Accumulator} collects it for one group
 * in one window, {@link dev.windrow.aggregate.Measures} reads the figures out.
 */
package dev.windrow.aggregate;
