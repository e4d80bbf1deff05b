package dev.windrow.event;

import java.util.Arrays;
import java.util.List;

/**
 * Decodes frames of events into columns, reading of each event only what the schema uses. No event makes it throw: what cannot be used
 * is a rejected row. A damaged frame, which only a bug can cause, is a {@code MalformedBytesException}.
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

  /** The events of a frame that {@link FrameWriter} made. The frame is kept by the batch and not copied. */
  public EventBatch decode(byte[] frame) {
    return decode(frame, false);
  }

  /** A batch of one event that is on its own; its offset and timestamp come with {@link EventBatch#settle}. Value and key may be null. */
  public EventBatch decodePlain(byte[] value, byte[] key, List<RawHeader> headers) {
    FrameWriter frame = new FrameWriter();
    frame.begin(1, 0, 0);
    frame.record(0, 0, key, value, headers.size());
    headers.forEach(header -> frame.header(header.key(), header.value()));
    return decode(frame.finish(), true);
  }

  private EventBatch decode(byte[] bytes, boolean plain) {
    FrameReader frame = new FrameReader(bytes);
    EventBatch batch = new EventBatch(schema, bytes, plain, frame, dictionariesWithRoom());
    for (int index = 0; index < frame.count(); index++) {
      frame.next();
      batch.record(index, frame.position(), frame.timestamp());
      row.begin(batch, index);
      Reject reject = read(bytes, frame.valueFrom(), frame.valueLength());
      if (reject != null) {
        batch.reject(index, reject);
      }
    }
    frame.end();
    return batch;
  }

  /** What is wrong with the event; null for nothing. */
  private Reject read(byte[] bytes, int from, int length) {
    if (length <= 0) {
      return new Reject(RejectReason.NO_VALUE, "expected an event, found " + (length < 0 ? "no value" : "an empty value"));
    }
    int limit = schema.limits().recordBytes();
    if (length > limit) {
      return new Reject(RejectReason.TOO_LARGE, "expected at most " + limit + " bytes, found " + length);
    }
    Reject reject = scanner.read(bytes, from, from + length, ++readings) ? null : readAgain(bytes, from, from + length);
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
