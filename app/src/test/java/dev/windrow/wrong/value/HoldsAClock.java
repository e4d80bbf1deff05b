package dev.windrow.wrong.value;

final class HoldsAClock {
  java.time.Clock clock;
}
