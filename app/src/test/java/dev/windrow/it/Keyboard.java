package dev.windrow.it;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Clip;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Somebody who has a keyboard and no mouse, and looks at pictures of the page to see where the focus is. */
final class Keyboard {

  /** So much around a control belongs to it. */
  private static final int MARGIN = 5;

  /** What the guidelines want of a mark against what was there before. */
  private static final double ENOUGH_CONTRAST = 3;

  private static final String LIST = """
      root => {
        window.controls = [...document.querySelector(root).querySelectorAll('a[href], button, select, input, [tabindex="0"]')]
          .filter(node => !node.disabled && node.checkVisibility({ visibilityProperty: true }) && !(root === 'body' && node.closest('dialog')));
        return window.controls.map(node => node.tagName.toLowerCase() + ' ' + (node.ariaLabel || node.textContent.trim().slice(0, 40) || node.placeholder || node.type
          || JSON.stringify(node.dataset)));
      }""";

  private static final String AT = "() => (document.activeElement === document.body ? -1 : window.controls.indexOf(document.activeElement))";

  /** The part of the control that is on the screen. */
  private static final String PLACE = """
      margin => {
        const box = document.activeElement.getBoundingClientRect();
        const left = Math.max(0, box.left - margin);
        const top = Math.max(0, box.top - margin);
        return [left, top, Math.min(innerWidth, box.right + margin) - left, Math.min(innerHeight, box.bottom + margin) - top];
      }""";

  private final Page page;

  Keyboard(Page page) {
    this.page = page;
  }

  void press(String key) {
    page.keyboard().press(key);
  }

  /** Goes on with a key until it is where this selects. */
  void go(String key, String selector) {
    for (int i = 0; i < 500; i++) {
      if (Boolean.TRUE.equals(page.evaluate("selector => document.activeElement.matches(selector)", selector))) {
        return;
      }
      press(key);
    }
    throw new AssertionError("expected to get to " + selector + " with " + key + ", did not in 500 times");
  }

  /**
   * From the first control inside, where the focus must be, to the last with the Tab key, and then out. The page must not change
   * meanwhile.
   */
  Walk walk(String root) throws IOException {
    List<?> controls = (List<?>) page.evaluate(LIST, root);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < controls.size(); i++) {
      int at = (Integer) page.evaluate(AT);
      if (at != i) {
        faults.add("expected the focus on " + controls.get(i) + ", found it on " + (at < 0 ? page.evaluate("() => document.activeElement.outerHTML.slice(0, 80)") : controls.get(at)));
      } else if (!showsFocus()) {
        faults.add("the focus on " + controls.get(i) + " cannot be seen");
      }
      press("Tab");
    }
    if ((Integer) page.evaluate(AT) > 0) {
      faults.add("expected that the Tab key leads out behind " + controls.get(controls.size() - 1));
    }
    return new Walk(controls.size(), faults);
  }

  /** Compares pictures with the focus and without: a mark must go at least half around the control. */
  private boolean showsFocus() throws IOException {
    List<?> place = (List<?>) page.evaluate(PLACE, MARGIN);
    double[] box = place.stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    if (box[2] < 1 || box[3] < 1) {
      return false;
    }
    BufferedImage with = picture(box);
    page.evaluate("() => { window.focused = document.activeElement; window.focused.blur(); }");
    BufferedImage without = picture(box);
    page.evaluate("() => window.focused.focus({ preventScroll: true })");
    return marked(with, without) >= (box[2] + box[3]);
  }

  private BufferedImage picture(double[] box) throws IOException {
    byte[] png = page.screenshot(new Page.ScreenshotOptions().setClip(new Clip(box[0], box[1], box[2], box[3])));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int marked(BufferedImage with, BufferedImage without) {
    int marked = 0;
    for (int y = 0; y < Math.min(with.getHeight(), without.getHeight()); y++) {
      for (int x = 0; x < Math.min(with.getWidth(), without.getWidth()); x++) {
        double one = luminance(with.getRGB(x, y));
        double other = luminance(without.getRGB(x, y));
        if ((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) >= ENOUGH_CONTRAST) {
          marked++;
        }
      }
    }
    return marked;
  }

  /** Relative luminance, as WCAG 2 defines it. */
  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /** @param controls how many there are */
  record Walk(int controls, List<String> faults) {}
}
