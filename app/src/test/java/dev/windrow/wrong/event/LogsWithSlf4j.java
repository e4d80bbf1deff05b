package dev.windrow.wrong.event;

final class LogsWithSlf4j {
  org.slf4j.Logger log;
}
