package dev.windrow.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The description of all that the server answers, for programs. */
public final class OpenApi implements Routes {

  static final String PATH = "/api/v1/openapi.json";

  private final Buffer document = document();

  @Override
  public void mount(Router router) {
    router.get(PATH).produces(Answer.JSON).handler(context -> Answer.send(context, Answer.JSON, document));
  }

  static Buffer document() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("expected openapi.json in the jar", e);
    }
  }
}
