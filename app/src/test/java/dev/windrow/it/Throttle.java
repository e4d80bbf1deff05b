package dev.windrow.it;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/**
 * While it is open the broker hands out so many bytes per second to each consumer: a fault can strike before all has been read.
 * A broker averages over 11 seconds, and what it hands out in one burst at first is ten times as much: what is to be read must be more.
 */
public final class Throttle implements AutoCloseable {

  private static final ClientQuotaEntity ANY_CLIENT = new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));

  private final Admin admin;

  private Throttle(Admin admin) {
    this.admin = admin;
  }

  public static Throttle open(Admin admin, double bytesPerSecond) {
    Throttle throttle = new Throttle(admin);
    throttle.alter(bytesPerSecond);
    return throttle;
  }

  @Override
  public void close() {
    alter(null);
  }

  private void alter(Double bytesPerSecond) {
    var rate = new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond);
    admin.alterClientQuotas(List.of(new ClientQuotaAlteration(ANY_CLIENT, List.of(rate)))).all().toCompletionStage().toCompletableFuture().join();
  }
}
