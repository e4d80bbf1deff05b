package dev.windrow.wrong.event;

final class UsesAnEarlierPackage {
  dev.windrow.wrong.value.Value earlier;
}
