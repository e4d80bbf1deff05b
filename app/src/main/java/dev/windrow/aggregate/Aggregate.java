package dev.windrow.aggregate;

import dev.windrow.value.ByteWriter;

/**
 * Something computed over events that can be computed in portions.
 *
 * <p>Adding the same rows gives the same bytes in any order, in any portions, however the portions are merged and however often
 * they are encoded and decoded on the way. An aggregate to which nothing was added changes nothing when merged. Each implementation
 * has a static {@code decode} that takes what {@code encode} wrote and refuses everything else with
 * {@link dev.windrow.value.MalformedBytesException}.
 *
 * <p>Confined to one thread.
 *
 * @param <C> the columns that rows are added from
 * @param <A> the implementation itself
 */
public interface Aggregate<C, A extends Aggregate<C, A>> {

  /** Adds one row. */
  void add(C columns, int row);

  /** Adds all that was added to {@code other}, which stays as it is. */
  void merge(A other);

  /** Appends the whole state. */
  void encode(ByteWriter out);
}
