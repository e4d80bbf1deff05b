package dev.windrow.simulator.truth;

import dev.windrow.simulator.event.JsonString;

/** What became of a partition's records: read = aggregated + late + dead letters. Nothing is ever filtered, skipped or expired here. */
public record Ledger(int partition, long read, long aggregated, long late, long deadLetters) {

  /** One line of the truth file. */
  public String json(String topic) {
    return "{\"kind\":\"ledger\",\"topic\":" + JsonString.quoted(topic) + ",\"partition\":" + partition + ",\"read\":" + read
        + ",\"aggregated\":" + aggregated + ",\"filtered\":0,\"skipped\":0,\"late\":" + late
        + ",\"expired\":0,\"dead_letters\":" + deadLetters + "}";
  }
}
