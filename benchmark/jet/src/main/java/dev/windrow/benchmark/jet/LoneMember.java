package dev.windrow.benchmark.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import dev.windrow.benchmark.peer.PeerOptions;

/** A member that looks for no others, listens on the loopback interface only, and calls nobody. */
final class LoneMember {

  private LoneMember() {}

  static Config of(PeerOptions options) {
    Config config = new Config().setClusterName(options.applicationId());
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(options.threads());
    stayAlone(config.getNetworkConfig());
    return config;
  }

  private static void stayAlone(NetworkConfig network) {
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
  }
}
