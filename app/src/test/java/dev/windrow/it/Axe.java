package dev.windrow.it;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which knows what shuts people out of a page. */
final class Axe {

  /** What it finds of these impacts fails a test. */
  private static final List<String> GRAVE = List.of("serious", "critical");

  private static final String RUN = """
      () => axe.run(document, { resultTypes: ['violations'] }).then(({ violations, passes }) => ({
        checks: passes.length,
        found: violations.flatMap(({ id, impact, help, nodes }) => nodes.map(node =>
          impact + ': ' + id + ', ' + help + ', at ' + node.target.join(' ') + ': ' + (node.any[0] ?? node.all[0] ?? node.none[0])?.message)) }))""";

  private final Page page;

  /** Puts its script into a page. */
  Axe(Page page) throws IOException {
    this.page = page;
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** How many rules the page obeys, and every place where it does not. */
  Findings check() {
    var answer = (java.util.Map<?, ?>) page.evaluate(RUN);
    List<String> found = ((List<?>) answer.get("found")).stream().map(Object::toString).toList();
    return new Findings((Integer) answer.get("checks"), found);
  }

  /** @param passed rules that apply and are obeyed */
  record Findings(int passed, List<String> all) {

    List<String> grave() {
      return all.stream().filter(found -> GRAVE.contains(found.substring(0, found.indexOf(':')))).toList();
    }
  }
}
