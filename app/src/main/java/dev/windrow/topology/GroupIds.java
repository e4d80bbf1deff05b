package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the groups of one aggregation within one batch, so that the hot path compares ints and builds no keys.
 * Confined to the stream thread.
 */
abstract class GroupIds {

  /** The event lacks a group-by field. */
  static final int MISSING = EventBatch.MISSING;

  private static final byte[] NO_GROUP = "[]".getBytes(StandardCharsets.US_ASCII);

  static GroupIds of(List<Integer> columns) {
    return switch (columns.size()) {
      case 0 -> new None();
      case 1 -> new One(columns.get(0));
      default -> new Several(columns.stream().mapToInt(Integer::intValue).toArray());
    };
  }

  /** Starts with another batch; ids given out before are void. */
  abstract void begin(EventBatch batch);

  /** Id of the row's group, or {@link #MISSING}. */
  abstract int id(int row);

  /** Id of the group that a group of finer ids is part of: they have all of these fields, and more. */
  abstract int idAround(GroupIds finer, int id);

  /** What the group with this id has in a column: an id of that column's dictionary. */
  abstract int value(int id, int column);

  /** The group with this id in canonical form. */
  abstract byte[] canonical(int id);

  /** No group-by: everything is one group. */
  private static final class None extends GroupIds {

    @Override
    void begin(EventBatch batch) {}

    @Override
    int id(int row) {
      return 0;
    }

    @Override
    int idAround(GroupIds finer, int id) {
      return 0;
    }

    @Override
    int value(int id, int column) {
      throw new IllegalArgumentException("expected one of no columns, found " + column);
    }

    @Override
    byte[] canonical(int id) {
      return NO_GROUP;
    }
  }

  /** One group-by field: the column's own ids serve. */
  private static final class One extends GroupIds {

    private final int column;
    private EventBatch batch;

    private One(int column) {
      this.column = column;
    }

    @Override
    void begin(EventBatch next) {
      batch = next;
    }

    @Override
    int id(int row) {
      return batch.groupValue(column, row);
    }

    @Override
    int idAround(GroupIds finer, int id) {
      return finer.value(id, column);
    }

    /** It has no other column. */
    @Override
    int value(int id, int anyColumn) {
      return id;
    }

    @Override
    byte[] canonical(int id) {
      byte[] value = batch.dictionary(column).canonical(id);
      byte[] group = new byte[value.length + 2];
      group[0] = '[';
      System.arraycopy(value, 0, group, 1, value.length);
      group[group.length - 1] = ']';
      return group;
    }
  }

  /** Several group-by fields: tuples of the columns' ids, numbered by an open-addressing table. */
  private static final class Several extends GroupIds {

    private static final int FREE = -1;

    private final int[] columns;
    private EventBatch batch;
    private int[] tuples = new int[64];
    private int[] slots = new int[64];
    private int count;

    private Several(int[] columns) {
      this.columns = columns;
    }

    @Override
    void begin(EventBatch next) {
      batch = next;
      count = 0;
      Arrays.fill(slots, FREE);
    }

    @Override
    int id(int row) {
      reserve();
      int at = count * columns.length;
      for (int i = 0; i < columns.length; i++) {
        int value = batch.groupValue(columns[i], row);
        if (value == MISSING) {
          return MISSING;
        }
        tuples[at + i] = value;
      }
      return find(at);
    }

    @Override
    int idAround(GroupIds finer, int id) {
      reserve();
      int at = count * columns.length;
      for (int i = 0; i < columns.length; i++) {
        tuples[at + i] = finer.value(id, columns[i]);
      }
      return find(at);
    }

    @Override
    int value(int id, int column) {
      int i = 0;
      while (columns[i] != column) {
        i++;
      }
      return tuples[id * columns.length + i];
    }

    @Override
    byte[] canonical(int id) {
      byte[][] values = new byte[columns.length][];
      int length = columns.length + 1;
      for (int i = 0; i < columns.length; i++) {
        values[i] = batch.dictionary(columns[i]).canonical(tuples[id * columns.length + i]);
        length += values[i].length;
      }
      byte[] group = new byte[length];
      int at = 0;
      for (int i = 0; i < values.length; i++) {
        group[at++] = (byte) (i == 0 ? '[' : ',');
        System.arraycopy(values[i], 0, group, at, values[i].length);
        at += values[i].length;
      }
      group[at] = ']';
      return group;
    }

    /** Id of the tuple that stands behind the last one; it stays there if it is new. */
    private int find(int at) {
      int mask = slots.length - 1;
      int slot = hash(at) & mask;
      while (slots[slot] != FREE) {
        int id = slots[slot];
        if (Arrays.equals(tuples, id * columns.length, (id + 1) * columns.length, tuples, at, at + columns.length)) {
          return id;
        }
        slot = (slot + 1) & mask;
      }
      slots[slot] = count;
      return count++;
    }

    /** Room for one more tuple, in a table that is at most half full. */
    private void reserve() {
      if ((count + 1) * columns.length > tuples.length) {
        tuples = Arrays.copyOf(tuples, Math.max(tuples.length * 2, (count + 1) * columns.length));
      }
      if ((count + 1) * 2 > slots.length) {
        rehash(slots.length * 2);
      }
    }

    private void rehash(int size) {
      slots = new int[size];
      Arrays.fill(slots, FREE);
      for (int id = 0; id < count; id++) {
        int slot = hash(id * columns.length) & (size - 1);
        while (slots[slot] != FREE) {
          slot = (slot + 1) & (size - 1);
        }
        slots[slot] = id;
      }
    }

    /** Of the tuple that stands there. */
    private int hash(int at) {
      int hash = 0;
      for (int i = at; i < at + columns.length; i++) {
        hash = 31 * hash + tuples[i];
      }
      return spread(hash);
    }

    private static int spread(int hash) {
      int h = hash * 0x9e3779b9;
      return h ^ (h >>> 15);
    }
  }
}
