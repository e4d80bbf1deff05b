package dev.windrow.wrong.event;

final class LogsWithTheJdk {
  java.util.logging.Logger log;
}
