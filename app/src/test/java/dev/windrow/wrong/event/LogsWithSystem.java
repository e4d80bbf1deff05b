package dev.windrow.wrong.event;

final class LogsWithSystem {
  System.Logger log;
}
