package dev.windrow.wrong.simulator;

public final class Simulated {}
