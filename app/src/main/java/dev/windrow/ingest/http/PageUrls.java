package dev.windrow.ingest.http;

import dev.windrow.config.HttpExtract.Pages;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The addresses of the pages of one address. A parameter that it has already is replaced. */
record PageUrls(URI url, Pages pages) {

  /** With nothing in it that tells pages apart. */
  URI first() {
    return pages.size() == 0 ? url : with(url, pages.sizeParameter(), Integer.toString(pages.size()));
  }

  /** @param value a number, an offset or a cursor */
  URI of(String value) {
    return with(first(), pages.parameter(), value);
  }

  static URI with(URI url, String name, String value) {
    String text = url.toString();
    int query = text.indexOf('?');
    List<String> parameters = new ArrayList<>();
    if (query >= 0) {
      for (String parameter : text.substring(query + 1).split("&")) {
        if (!parameter.isEmpty() && !isNamed(parameter, name)) {
          parameters.add(parameter);
        }
      }
    }
    parameters.add(encoded(name) + "=" + encoded(value));
    return URI.create((query < 0 ? text : text.substring(0, query)) + "?" + String.join("&", parameters));
  }

  private static boolean isNamed(String parameter, String name) {
    return parameter.startsWith(name + "=") || parameter.startsWith(encoded(name) + "=") || parameter.equals(name);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
