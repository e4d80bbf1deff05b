package dev.windrow.wrong.service;

final class UsesTheSimulator {
  dev.windrow.wrong.simulator.Simulated simulated;
}
