package dev.windrow.service;

import java.util.List;

/** Instances with another configuration run; the message names them and says what to do. */
public final class OtherConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OtherConfigurationException(String applicationId, List<String> others) {
    super("instances of application " + applicationId + " run with other aggregations, input topics or merge partitions than this configuration: "
        + others + ". All instances need one configuration: stop those, then start all with the same one; or give this one an application-id"
        + " of its own, with topics of its own for its results");
  }
}
