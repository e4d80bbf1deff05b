package dev.windrow.simulator.event;

import java.util.Arrays;
import java.util.List;

/**
 * Where each user is in login → view* → purchase? → logout. After a login or a view comes a view (75 %), a purchase (10 %)
 * or a logout (15 %); after a purchase the logout. One byte per user. Confined to the generator's thread.
 */
final class UserSessions {

  static final List<String> TYPES = List.of("login", "logout", "purchase", "view");

  private static final int LOGIN = 0;
  private static final int LOGOUT = 1;
  private static final int PURCHASE = 2;
  private static final int VIEW = 3;

  /** The type of the user's last event. */
  private final byte[] last;

  UserSessions(int users) {
    this.last = new byte[users];
    Arrays.fill(last, (byte) LOGOUT);
  }

  int next(int user, long draw) {
    int type = switch (last[user]) {
      case LOGOUT -> LOGIN;
      case PURCHASE -> LOGOUT;
      default -> within(Draws.below(draw, 100));
    };
    last[user] = (byte) type;
    return type;
  }

  private static int within(long percent) {
    if (percent < 75) {
      return VIEW;
    }
    return percent < 85 ? PURCHASE : LOGOUT;
  }
}
