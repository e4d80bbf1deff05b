package dev.windrow.ingest.http;

import dev.windrow.ingest.web.ShownUrl;
import dev.windrow.value.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * One address of a source.
 *
 * @param name of the part: the address without its secrets, so that they are not written down and a new one changes nothing
 */
record Part(URI url, String name) {

  /** One for each address; where addresses differ in secrets only, a hash tells them apart. */
  static List<Part> of(List<URI> urls) {
    List<URI> different = urls.stream().distinct().toList();
    List<String> names = different.stream().map(ShownUrl::of).toList();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < different.size(); i++) {
      boolean alone = Collections.frequency(names, names.get(i)) == 1;
      parts.add(new Part(different.get(i), alone ? names.get(i) : names.get(i) + "#" + hash(different.get(i))));
    }
    return parts;
  }

  private static String hash(URI url) {
    return HexFormat.of().formatHex(Sha256.of(url.toString().getBytes(StandardCharsets.UTF_8)), 0, 4);
  }
}
