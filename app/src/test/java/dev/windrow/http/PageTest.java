package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Http;
import dev.windrow.ops.Meters;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's files as a browser gets them. */
class PageTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static Vertx vertx;
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    Http http = TestServer.http(TestServer.LIMITS);
    server = Server.start(vertx, http, Credentials.load(http, vertx), Meters.NONE);
    server.mount(List.of(new Page()));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({
      "/, index.html, text/html; charset=utf-8",
      "/assets/main.js, main.js, text/javascript; charset=utf-8",
      "/assets/page.css, page.css, text/css; charset=utf-8",
      "/assets/icon.svg, icon.svg, image/svg+xml",
      "/assets/uplot-LICENSE.txt, uplot-LICENSE.txt, text/plain; charset=utf-8"})
  void fileIsServedAsItIsWithItsType(String path, String file, String type) throws Exception {
    HttpResponse<byte[]> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue(type);
    assertThat(response.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(response.headers().firstValue("content-encoding")).isEmpty();
    assertThat(response.headers().firstValue("content-security-policy").orElse("none")).contains("script-src 'self'");
    assertThat(response.body()).isEqualTo(PageFiles.bytes(file));
  }

  @Test
  void everyFileIsServed() throws Exception {
    for (String asset : Page.ASSETS) {
      assertThat(get("/assets/" + asset).body()).as(asset).isEqualTo(PageFiles.bytes(asset));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "/assets", "/assets/", "/assets/index.html", "/assets/Main.js", "/assets/main.js/x", "/assets/../PageFile.class",
      "/assets/%2e%2e/Page.class", "/assets/..%2fPage.class", "/assets/main.js%00", "/page/main.js", "/index.html"})
  void nothingElseIsServed(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void clientThatTakesGzipGetsIt() throws Exception {
    HttpResponse<byte[]> response = get("/assets/uplot.js", "Accept-Encoding", "br, gzip");

    assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(response.headers().firstValue("vary").orElse("none")).isEqualToIgnoringCase("accept-encoding");
    assertThat(unzip(response.body())).isEqualTo(PageFiles.text("uplot.js"));
    assertThat(response.body().length).isLessThan(PageFiles.bytes("uplot.js").length / 2);
  }

  @Test
  void clientThatRefusesGzipDoesNotGetIt() throws Exception {
    assertThat(get("/assets/uplot.js", "Accept-Encoding", "gzip;q=0").body()).isEqualTo(PageFiles.bytes("uplot.js"));
  }

  @Test
  void unchangedFileIsNotSentAgain() throws Exception {
    String tag = get("/").headers().firstValue("etag").orElseThrow();

    HttpResponse<byte[]> again = get("/", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("etag")).hasValue(tag);
    assertThat(get("/", "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
  }

  @Test
  void contentsHaveTagsOfTheirOwn() throws Exception {
    assertThat(Page.ASSETS.stream().map(PageFile::read).map(PageFile::tag).distinct()).hasSameSizeAs(Page.ASSETS);
    assertThat(get("/", "Accept-Encoding", "gzip").headers().firstValue("etag")).isNotEqualTo(get("/").headers().firstValue("etag"));
  }

  @Test
  void headHasTheHeadersAndNoBody() throws Exception {
    HttpResponse<byte[]> response = CLIENT.send(
        request("/").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(response.headers().firstValue("etag")).isEqualTo(get("/").headers().firstValue("etag"));
  }

  @Test
  void missingFileIsSaidAtOnce() {
    assertThatThrownBy(() -> PageFile.read("missing.js")).isInstanceOf(IllegalStateException.class).hasMessageContaining("page/missing.js");
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static String unzip(byte[] zipped) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
