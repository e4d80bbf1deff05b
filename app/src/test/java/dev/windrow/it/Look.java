package dev.windrow.it;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/** On what the page is looked at. The zone is not UTC, so that the page has to say what it means. */
enum Look {
  LIGHT(1366, 900, ColorScheme.LIGHT, 1),
  DARK(1366, 900, ColorScheme.DARK, 1),
  PHONE(390, 844, ColorScheme.LIGHT, 2),
  TABLET(820, 1180, ColorScheme.LIGHT, 1),
  WALL(1920, 1080, ColorScheme.DARK, 1);

  final int width;
  final int height;
  final int scale;
  private final ColorScheme scheme;

  Look(int width, int height, ColorScheme scheme, int scale) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
    this.scale = scale;
  }

  NewContextOptions options() {
    return new NewContextOptions()
        .setViewportSize(width, height).setDeviceScaleFactor(scale).setIsMobile(this == PHONE).setHasTouch(this == PHONE)
        .setColorScheme(scheme).setLocale("en-GB").setTimezoneId("Asia/Kolkata");
  }
}
