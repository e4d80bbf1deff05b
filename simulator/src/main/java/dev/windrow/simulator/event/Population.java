package dev.windrow.simulator.event;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who does what.
 *
 * @param users user ids run from 1 to this; at most 10,000,000
 * @param skew Zipf exponent: user k is drawn with a weight of 1 / k^skew; 0 makes all equally likely; at most 10
 * @param behaviour independent draws of a type, or sessions
 * @param values what the field {@code value} holds
 */
public record Population(int users, double skew, Behaviour behaviour, Values values) {

  public static final Population DEFAULTS = new Population(1000, 0, Behaviour.DEFAULT_TYPES, Values.parse("uniform:0:100"));

  private static final int MOST_USERS = 10_000_000;

  public Population {
    if (users < 1 || users > MOST_USERS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_USERS + " users, found " + users);
    }
    if (!(skew >= 0 && skew <= 10)) {
      throw new IllegalArgumentException("expected a skew from 0 to 10, found " + skew);
    }
  }

  /** How the type of an event comes about. */
  public sealed interface Behaviour {

    Behaviour DEFAULT_TYPES = new Independent(List.of(
        new TypeShare("login", 1), new TypeShare("logout", 1), new TypeShare("purchase", 1), new TypeShare("view", 1)));

    /** All names that can occur; a type's index in it is its number. */
    List<String> types();
  }

  /** Each event's type is drawn by weight. */
  public record Independent(List<TypeShare> shares) implements Behaviour {

    private static final int MOST_TYPES = 1000;

    public Independent {
      shares = List.copyOf(shares);
      if (shares.isEmpty() || shares.size() > MOST_TYPES) {
        throw new IllegalArgumentException("expected 1 to " + MOST_TYPES + " event types, found " + shares.size());
      }
      Set<String> seen = new HashSet<>();
      shares.stream().map(TypeShare::name).filter(name -> !seen.add(name)).findFirst().ifPresent(name -> {
        throw new IllegalArgumentException("expected every event type once, found '" + name + "' twice");
      });
      if (shares.stream().mapToDouble(TypeShare::weight).sum() <= 0) {
        throw new IllegalArgumentException("expected a weight above 0 for at least one event type");
      }
    }

    @Override
    public List<String> types() {
      return shares.stream().map(TypeShare::name).toList();
    }
  }

  /** Each user goes login → view* → purchase? → logout, over and over. */
  public record Sessions() implements Behaviour {

    @Override
    public List<String> types() {
      return UserSessions.TYPES;
    }
  }
}
