package dev.windrow.event;

import java.util.Arrays;
import java.util.List;

/**
 * Decodes frames of events into columns, reading of each event only what the schema uses. No event makes it throw: what cannot be used
 * is a rejected row.
 *
 * <p>The hot path: for an event that is good and whose group values were seen before nothing is allocated besides the columns.
 * Confined to one thread.
 */
public final class EventDecoder {

  private final EventSchema schema;
  private final Row row;
  private final Field fields;
  private final DocumentScanner scanner;
  private final DocumentReader reader;
  private final ValueDictionary[] dictionaries;
  private long readings;

  public EventDecoder(EventSchema schema) {
    this.schema = schema;
    row = new Row(schema);
    fields = Field.tree(schema);
    scanner = new DocumentScanner(fields, row, schema.limits());
    reader = new DocumentReader(fields, row, schema.limits());
    dictionaries = new ValueDictionary[schema.groupFields().size()];
    Arrays.setAll(dictionaries, column -> new ValueDictionary());
  }

  /** The events of a frame, which is kept by the batch and not copied. */
  public EventBatch decode(Frame frame) {
    return decode(frame, false);
  }

  /** A batch of one event that is on its own; its offset and timestamp come with {@link EventBatch#settle}. Value and key may be null. */
  public EventBatch decodePlain(byte[] value, byte[] key, List<RawHeader> headers) {
    RawRecord record = new RawRecord(key, value, headers, 0, 0);
    return decode(Frame.of(new RawRecords(List.of(record)), 1, 0, false), true);
  }

  private EventBatch decode(Frame frame, boolean plain) {
    EventBatch batch = new EventBatch(schema, frame, plain, dictionariesWithRoom());
    Records records = frame.records();
    row.fill(batch);
    for (int index = 0, count = records.count(); index < count; index++) {
      row.begin(index);
      Reject reject = read(records, index);
      if (reject != null) {
        batch.reject(index, reject);
      }
    }
    return batch;
  }

  /** What is wrong with the event; null for nothing. */
  private Reject read(Records records, int index) {
    byte[] bytes = records.valueArray(index);
    int length = bytes == null ? 0 : records.valueLength(index);
    if (length == 0) {
      return new Reject(RejectReason.NO_VALUE, "expected an event, found " + (bytes == null ? "no value" : "an empty value"));
    }
    int limit = schema.limits().recordBytes();
    if (length > limit) {
      return new Reject(RejectReason.TOO_LARGE, "expected at most " + limit + " bytes, found " + length);
    }
    int from = records.valueFrom(index);
    return read(bytes, from, from + length);
  }

  private Reject read(byte[] bytes, int from, int to) {
    Reject reject = scanner.read(bytes, from, to, ++readings) ? null : readAgain(bytes, from, to);
    return reject == null ? row.end() : reject;
  }

  private Reject readAgain(byte[] bytes, int from, int to) {
    row.forget(fields);
    return reader.read(bytes, from, to, ++readings);
  }

  private ValueDictionary[] dictionariesWithRoom() {
    for (int column = 0; column < dictionaries.length; column++) {
      if (dictionaries[column].isFull()) {
        dictionaries[column] = new ValueDictionary();
      }
    }
    return dictionaries.clone();
  }
}
