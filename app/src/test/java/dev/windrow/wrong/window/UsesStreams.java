package dev.windrow.wrong.window;

final class UsesStreams {
  org.apache.kafka.streams.KeyValue<String, String> pair;
}
