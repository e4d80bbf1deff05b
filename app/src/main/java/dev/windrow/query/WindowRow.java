package dev.windrow.query;

import dev.windrow.window.WindowPage;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowResult;
import java.nio.charset.StandardCharsets;

/**
 * A window's group as it is told.
 *
 * @param json the result as its topic has it, or would have it
 */
public record WindowRow(WindowPosition position, String json) implements WindowPage.Row {

  static WindowRow of(WindowResult result) {
    return new WindowRow(WindowPosition.of(result), new String(result.valueJson(), StandardCharsets.UTF_8));
  }
}
