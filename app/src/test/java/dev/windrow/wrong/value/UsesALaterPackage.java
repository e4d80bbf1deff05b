package dev.windrow.wrong.value;

final class UsesALaterPackage {
  dev.windrow.wrong.event.Laters later;
}
