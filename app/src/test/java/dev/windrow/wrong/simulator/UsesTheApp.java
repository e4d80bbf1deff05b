package dev.windrow.wrong.simulator;

final class UsesTheApp {
  dev.windrow.wrong.value.Value ofTheApp;
}
