package dev.windrow.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What can be done at a path. */
final class AllowedMethods {

  private AllowedMethods() {}

  /** For the header Allow; OPTIONS is answered everywhere, HEAD where GET is. */
  static String of(Router router, String path) {
    Set<String> methods = router.getRoutes().stream()
        .filter(route -> route.methods() != null && route.getPath() != null && matches(route.getPath(), path))
        .flatMap(route -> route.methods().stream()).map(HttpMethod::name).collect(Collectors.toCollection(TreeSet::new));
    methods.add("OPTIONS");
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }

  /** Whether {@code path} fits a {@link Route}'s with its {@code :parameters} and an asterisk at the end. */
  static boolean matches(String pattern, String path) {
    String[] expected = pattern.split("/");
    String[] found = path.split("/");
    for (int i = 0; i < expected.length; i++) {
      if (expected[i].equals("*")) {
        return true;
      }
      if (i == found.length || !expected[i].startsWith(":") && !expected[i].equals(found[i])) {
        return false;
      }
    }
    return expected.length == found.length;
  }
}
