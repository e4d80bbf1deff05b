package dev.windrow.cli.top;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No instance answers at any of the addresses that were tried. The message says what each of them says, and what to do. */
public final class UnavailableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Refusal> refusals;
  private final String reason;

  /** @param refusals by address, in the order in which they were tried; at least one */
  UnavailableException(Optional<String> applicationId, Map<URI, Refusal> refusals) {
    super(message(applicationId, refusals));
    this.refusals = List.copyOf(refusals.values());
    this.reason = reason(refusals);
  }

  /** Whether one of them wants a token, or another one. */
  public boolean isForToken() {
    return has(Refusal.Kind.TOKEN);
  }

  /** Whether one of them may answer later without anybody's help. */
  boolean isForNow() {
    return has(Refusal.Kind.NOT_NOW);
  }

  /** On one line: the first address that was tried, and how many others. */
  String reason() {
    return reason;
  }

  private boolean has(Refusal.Kind kind) {
    return refusals.stream().anyMatch(refusal -> refusal.kind() == kind);
  }

  private static String reason(Map<URI, Refusal> refusals) {
    Map.Entry<URI, Refusal> first = refusals.entrySet().iterator().next();
    int others = refusals.size() - 1;
    return text(first.getKey()) + ": " + first.getValue().getMessage() + (others == 0 ? "" : "; tried " + others + " more");
  }

  private static String message(Optional<String> applicationId, Map<URI, Refusal> refusals) {
    StringBuilder message = new StringBuilder("no instance" + applicationId.map(id -> " of application " + id).orElse("") + " answers:");
    List<URI> addresses = new ArrayList<>(refusals.keySet());
    for (int from = 0, to; from < addresses.size(); from = to) {
      String said = refusals.get(addresses.get(from)).getMessage();
      to = from + 1;
      while (to < addresses.size() && refusals.get(addresses.get(to)).getMessage().equals(said)) {
        to++;
      }
      message.append(System.lineSeparator()).append("  ").append(text(addresses.get(from))).append(to - from == 1 ? "" : " to " + text(addresses.get(to - 1)))
          .append(": ").append(said);
    }
    return message.append(System.lineSeparator()).append(advice(refusals.values())).toString();
  }

  private static String advice(Collection<Refusal> refusals) {
    return refusals.stream().anyMatch(refusal -> refusal.kind() == Refusal.Kind.TOKEN)
        ? "Give a token of the service with --token-file FILE."
        : "Start one with 'windrow run', or say where it is with --url http://HOST:PORT.";
  }

  /** As it is written for people: without the slash at the end. */
  static String text(URI address) {
    String text = address.toString();
    return text.substring(0, text.length() - 1);
  }
}
