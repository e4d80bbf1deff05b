package dev.windrow.window;

import dev.windrow.value.Decimals;
import dev.windrow.value.Group;
import dev.windrow.value.JsonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which windows of an aggregation somebody wants to see.
 *
 * @param from windows that start then or later, epoch ms
 * @param to windows that start earlier, epoch ms
 * @param statuses those of these
 * @param group those whose group has these values, by the names of the group fields. A value is as people write it: {@code login} is the string, {@code 42} is the
 *     string and the number, {@code null} the string and nothing
 */
public record WindowSelection(long from, long to, Set<WindowResult.Status> statuses, Map<String, String> group) {

  /** All there are. */
  public static final WindowSelection ALL = new WindowSelection(0, Long.MAX_VALUE, Set.of(WindowResult.Status.values()), Map.of());

  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?");
  private static final int MAX_NUMBER = 400;
  private static final int MAX_GROUPS = 64;

  public WindowSelection {
    statuses = Set.copyOf(statuses);
    group = Collections.unmodifiableMap(new TreeMap<>(group));
  }

  /** Whether a result is one of them. */
  public boolean takes(WindowResult result) {
    return result.start() >= from && result.start() < to && statuses.contains(result.status())
        && (group.isEmpty() || takes(result.groupNames(), result.group().values()));
  }

  /** Whether a group with these values is one of them; the values are String, BigDecimal, Boolean or null. */
  public boolean takes(List<String> names, List<Object> values) {
    for (int i = 0; i < names.size(); i++) {
      String wanted = group.get(names.get(i));
      if (wanted != null && !values(wanted).contains(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** The only groups that can be among them, when so few can; empty when any can. */
  public Optional<List<Group>> groups(List<String> names) {
    if (!group.keySet().containsAll(names) || names.isEmpty()) {
      return Optional.empty();
    }
    List<List<Object>> groups = List.of(List.of());
    for (String name : names) {
      groups = extended(groups, values(group.get(name)));
    }
    return groups.size() > MAX_GROUPS ? Optional.empty() : Optional.of(groups.stream().map(Group::of).sorted().toList());
  }

  private static List<List<Object>> extended(List<List<Object>> groups, List<Object> values) {
    List<List<Object>> extended = new ArrayList<>();
    for (List<Object> start : groups) {
      for (Object value : values) {
        List<Object> longer = new ArrayList<>(start);
        longer.add(value);
        extended.add(longer);
      }
    }
    return extended;
  }

  /** What people can mean by it. */
  private static List<Object> values(String text) {
    List<Object> values = new ArrayList<>();
    values.add(text);
    switch (text) {
      case "null" -> values.add(null);
      case "true", "false" -> values.add(Boolean.valueOf(text));
      default -> {
        if (text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches()) {
          Decimals.parse(text).ifPresent(values::add);
        }
      }
    }
    return values;
  }
}
