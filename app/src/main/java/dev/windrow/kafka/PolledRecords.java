package dev.windrow.kafka;

import dev.windrow.event.RawHeader;
import dev.windrow.event.Records;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records that one poll brought of one partition. */
record PolledRecords(List<ConsumerRecord<ByteBuffer, ByteBuffer>> polled) implements Records {

  @Override
  public int count() {
    return polled.size();
  }

  @Override
  public long offset(int index) {
    return polled.get(index).offset();
  }

  @Override
  public long timestamp(int index) {
    return polled.get(index).timestamp();
  }

  @Override
  public ByteBuffer key(int index) {
    return polled.get(index).key();
  }

  @Override
  public ByteBuffer value(int index) {
    return polled.get(index).value();
  }

  @Override
  public List<RawHeader> headers(int index) {
    return RawHeaders.of(polled.get(index).headers());
  }
}
