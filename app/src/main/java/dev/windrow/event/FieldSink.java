package dev.windrow.event;

/**
 * Takes the values of the used fields of one event, in the order of the document, as bytes that are only valid during the call.
 */
interface FieldSink {

  /** What a string means, in {@code bytes[from, to)}: UTF-8, but for halves of surrogate pairs ({@link Utf8#encode}). */
  void text(Field field, byte[] bytes, int from, int to);

  /** A number as it is written, valid JSON. */
  void number(Field field, byte[] bytes, int from, int to);

  void bool(Field field, boolean value);

  void nothing(Field field);

  /** The field holds an object or an array. */
  void container(Field field, String kind);

  /** The field, or an object around it, occurs again: what it said before does not count. */
  void forget(Field field);
}
