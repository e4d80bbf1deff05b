package dev.windrow.wrong.event;

public final class Laters {}
