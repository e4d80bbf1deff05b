package dev.windrow.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the page, held in memory as it is and compressed, that answers requests for itself. A browser asks each time whether it has
 * changed, and gets it again only then: after an update no old file meets a new one.
 *
 * @param name name in the folder of the page
 * @param type its media type
 * @param tag tells this content from any other
 * @param plain the content
 * @param zipped the content, compressed with gzip
 */
record PageFile(String name, String type, String tag, Buffer plain, Buffer zipped) implements Handler<RoutingContext> {

  private static final String FOLDER = "page/";

  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "svg", "image/svg+xml",
      "txt", "text/plain; charset=utf-8");

  /** The file of this name in the folder of the page; IllegalStateException when it is not on the class path. */
  static PageFile read(String name) {
    byte[] content = content(name);
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return new PageFile(name, type, Answer.tag(content), Buffer.buffer(content), Buffer.buffer(zip(content)));
  }

  @Override
  public void handle(RoutingContext context) {
    boolean zip = takesGzip(context);
    HttpServerResponse response = context.response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (Answer.isKnown(context, zip ? tag + "-gzip" : tag)) {
      return;
    }
    if (zip) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response.end(zip ? zipped : plain);
  }

  private static boolean takesGzip(RoutingContext context) {
    return context.parsedHeaders().acceptEncoding().stream().anyMatch(coding -> coding.value().equals("gzip") && coding.weight() > 0);
  }

  private static byte[] content(String name) {
    try (InputStream in = PageFile.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("expected the page's file " + FOLDER + name + " beside its classes, found none: build again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] zip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
