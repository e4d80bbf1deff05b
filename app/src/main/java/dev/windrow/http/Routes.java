package dev.windrow.http;

import io.vertx.ext.web.Router;

/** Some of the routes of the server, on one concern. */
public interface Routes {

  /**
   * Adds them; what stands at the edge has been added before. A route for GET serves HEAD as well. Failures with a status become problems by themselves;
   * {@link Problem} says more.
   */
  void mount(Router router);
}
