package dev.windrow.http;

import io.vertx.ext.web.Router;

/** Some of the routes of the server, on one concern. */
interface Routes {

  /** Adds them; what stands at the edge has been added before. */
  void mount(Router router);
}
