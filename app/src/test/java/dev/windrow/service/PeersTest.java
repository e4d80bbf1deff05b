package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.topology.ConfigurationId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;

/** Who in the group runs under another configuration is told by its name. */
class PeersTest {

  private static final String INSTANCE = "01234567-89ab-cdef-0123-456789abcdef";

  private final ConfigurationId own = new ConfigurationId(1);
  private final ConfigurationId other = new ConfigurationId(-2);

  @Test
  void onlyMembersWithAnotherConfigurationAreOthers() {
    List<MemberDescription> members = List.of(
        member("one", Peers.name(INSTANCE, own) + "-1"),
        member("two", Peers.name(INSTANCE, other) + "-12"));

    assertThat(Peers.others(members, own)).containsExactly("two at 10.0.0.7");
    assertThat(Peers.others(members, other)).containsExactly("one at 10.0.0.7");
  }

  @Test
  void aNameThatTheUserHasGivenTellsNothing() {
    assertThat(Peers.others(List.of(member("one", "reader-1"), member("two", INSTANCE + "-1")), own)).isEmpty();
  }

  private static MemberDescription member(String clientId, String name) {
    return new MemberDescription("id", Optional.of(name), Optional.empty(), clientId, "/10.0.0.7", new MemberAssignment(Set.of()),
        Optional.empty(), Optional.empty(), Optional.empty());
  }
}
