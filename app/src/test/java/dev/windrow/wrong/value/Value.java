package dev.windrow.wrong.value;

public final class Value {}
