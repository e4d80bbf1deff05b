package dev.windrow.wrong.service;

final class UsesADemo {
  dev.windrow.wrong.demo.Demonstration demo;
}
