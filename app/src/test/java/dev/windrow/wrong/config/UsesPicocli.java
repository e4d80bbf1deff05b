package dev.windrow.wrong.config;

final class UsesPicocli {
  picocli.CommandLine line;
}
