package dev.windrow.wrong.unlisted;

final class InNoRow {}
