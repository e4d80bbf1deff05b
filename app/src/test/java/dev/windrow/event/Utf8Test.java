package dev.windrow.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

  @Test
  void everyCodePointIsValidAndNoSurrogateIs() {
    for (int codePoint = 0; codePoint <= 0x10FFFF; codePoint++) {
      boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      byte[] bytes = surrogate ? threeBytes(codePoint) : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
      if (Utf8.firstInvalid(bytes, 0, bytes.length) != (surrogate ? 0 : Utf8.VALID)) {
        fail("U+%x is judged wrongly", codePoint);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "bf", "c080", "c1bf", "e08080", "e09fbf", "f0808080", "f08fbfbf", "eda080", "edbfbf", "f4908080",
      "f5808080", "f888808080", "fe", "ff",
    "c3", "e282", "f09f98", "c328", "e228a1", "f0288c28", "c3c3", "e282c3"})
  void whatIsNoUtf8IsFoundWhereverItStands(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (int before = 0; before < 20; before++) {
      for (int after = 0; after < 20; after++) {
        byte[] bytes = new byte[1 + before + bad.length + after];
        System.arraycopy(bad, 0, bytes, 1 + before, bad.length);
        int found = Utf8.firstInvalid(bytes, 1, bytes.length);
        assertThat(found).as("%d before, %d after", before, after).isBetween(1 + before, before + bad.length);
      }
    }
  }

  @Test
  void randomBytesAreJudgedLikeTheJdkDoes() {
    byte[] likely = HexFormat.of().parseHex("0041c2c3dfe0e1edeeeff0f1f3f4f5808f909fa0bf7fff");
    for (long seed = 1; seed <= 50_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(24)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = random.nextInt(3) == 0 ? likely[random.nextInt(likely.length)] : (byte) ('a' + random.nextInt(26));
      }
      if (isDecodable(bytes) != (Utf8.firstInvalid(bytes, 0, bytes.length) == Utf8.VALID)) {
        fail("seed %d: %s is judged wrongly", seed, HexFormat.of().formatHex(bytes));
      }
    }
  }

  @Test
  void whatIsEncodedIsWhatTheJdkEncodesAndComesBack() {
    for (int codePoint = 0; codePoint <= 0x10FFFF; codePoint++) {
      String text = "x" + Character.toString(codePoint) + "y";
      byte[] bytes = encoded(text);
      boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      byte[] expected = surrogate ? surrounded(threeBytes(codePoint)) : text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(bytes, expected) || !Utf8.decode(bytes, 0, bytes.length, bytes.length).equals(text)) {
        fail("U+%x is encoded as %s", codePoint, HexFormat.of().formatHex(bytes));
      }
    }
  }

  private static byte[] encoded(String text) {
    byte[] target = new byte[3 * text.length()];
    return Arrays.copyOf(target, Utf8.encode(text.toCharArray(), 0, text.length(), target));
  }

  private static byte[] surrounded(byte[] three) {
    return new byte[] {'x', three[0], three[1], three[2], 'y'};
  }

  private static byte[] threeBytes(int codePoint) {
    return new byte[] {(byte) (0xE0 | codePoint >> 12), (byte) (0x80 | codePoint >> 6 & 0x3F), (byte) (0x80 | codePoint & 0x3F)};
  }

  private static boolean isDecodable(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
