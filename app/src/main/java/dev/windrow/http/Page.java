package dev.windrow.http;

import io.vertx.ext.web.Router;
import java.util.List;

/**
 * The live page at {@code /}, and its files below {@code /assets/}.
 *
 * <p>Exactly the files named here are served. Each is read from the class path when the page is made and has a route of its own, so
 * no path of a request is ever looked up anywhere. What the page may do in a browser is for the edge to say, in its headers; no file has
 * a script or a style in its HTML, so the strictest policy holds.
 */
public final class Page implements Routes {

  static final String START = "index.html";

  /** The files besides the start, all in the folder {@code page} beside this class. */
  static final List<String> ASSETS = List.of(
      "colours.css", "page.css", "layout.css", "icon.svg", "uplot.js", "uplot.css", "uplot-LICENSE.txt",
      "api.js", "chart.js", "charts.js", "choice.js", "connection.js", "dead.js", "dialogs.js", "dom.js", "exact.js", "health.js",
      "instances.js", "ledger.js", "legend.js", "main.js", "measures.js", "partitions.js", "retry.js", "route.js", "series.js", "sse.js",
      "status.js", "stream.js", "table.js", "text.js", "tiles.js", "watch.js", "windows.js");

  private final PageFile start = PageFile.read(START);
  private final List<PageFile> assets = ASSETS.stream().map(PageFile::read).toList();

  @Override
  public void mount(Router router) {
    router.get("/").handler(start);
    assets.forEach(asset -> router.get("/assets/" + asset.name()).handler(asset));
  }
}
