package dev.windrow.config;

/** What is done to a record on its way. */
public interface Step {}
