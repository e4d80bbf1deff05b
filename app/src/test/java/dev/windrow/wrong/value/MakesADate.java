package dev.windrow.wrong.value;

final class MakesADate {
  java.util.Date now = new java.util.Date();
}
