package dev.windrow.event;

/**
 * Takes the values of the used fields of one event, in the order of the document. Characters are only valid during the call.
 */
interface FieldSink {

  void text(Field field, char[] chars, int offset, int length);

  /** A number as it is written, valid JSON. */
  void number(Field field, char[] chars, int offset, int length);

  void bool(Field field, boolean value);

  void nothing(Field field);

  /** The field holds an object or an array. */
  void container(Field field, String kind);

  /** The field, or an object around it, occurs again: what it said before does not count. */
  void forget(Field field);
}
