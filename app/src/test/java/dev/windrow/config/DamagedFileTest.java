package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file or in {@code --set}, the answer is a configuration or a list of problems. */
class DamagedFileTest {

  private static final String SIGNS = " \n\t:-?[]{},#&*!|>'\"%@`~<$.=0a\u0000\u0085\u2028\ufeff\ud83d";
  private static final int FILES = 200;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aDamagedFileGivesAConfigurationOrProblems(long seed) throws Exception {
    Random random = new Random(seed);
    String whole = everyKey();
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      String damaged = damaged(whole, random);
      refused += isRefused(damaged, seed) ? 1 : 0;
    }
    assertThat(refused).as("of %d files, seed %d", FILES, seed).isBetween(FILES / 10, FILES - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void aDamagedSetGivesAConfigurationOrProblems(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      refused += isRefused("", seed, damaged("aggregations[0].measures=[{a: b}]", random)) ? 1 : 0;
    }
    assertThat(refused).as("of %d sets, seed %d", FILES, seed).isGreaterThan(FILES / 10);
  }

  private static boolean isRefused(String yaml, long seed, String... sets) {
    try {
      Loading.load(yaml, sets);
      return false;
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.getMessage().lines()).hasSameSizeAs(e.problems());
      return true;
    } catch (RuntimeException e) {
      throw new AssertionError("seed %d: %s %s".formatted(seed, yaml, String.join(" ", sets)), e);
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(3)) {
        case 0 -> damaged.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        case 1 -> damaged.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
        default -> damaged.delete(at, Math.min(damaged.length() - 1, at + 1 + random.nextInt(30)));
      }
    }
    return damaged.toString();
  }

  private static String everyKey() throws Exception {
    try (InputStream in = DamagedFileTest.class.getResourceAsStream("every-key.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
