package dev.windrow.wrong.demo;

public final class Demonstration {}
