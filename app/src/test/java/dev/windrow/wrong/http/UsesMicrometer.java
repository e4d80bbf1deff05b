package dev.windrow.wrong.http;

final class UsesMicrometer {
  io.micrometer.core.instrument.MeterRegistry registry;
}
