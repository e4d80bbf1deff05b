package dev.windrow.ingest.files;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Asks once, without any manners. */
final class PlainDownloads implements Downloads {

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public Piece get(URI address, Map<String, String> headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200 && response.statusCode() != 206 && response.statusCode() != 416) {
      throw new IOException("answered with status " + response.statusCode());
    }
    return new Piece(response.statusCode(), response.headers().firstValue("Content-Range"), response.headers().firstValue("ETag"),
        response.headers().firstValue("Last-Modified"), response.body());
  }

  @Override
  public int mostBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public String shown(URI address) {
    return address.toString().replaceAll("[?].*", "");
  }
}
