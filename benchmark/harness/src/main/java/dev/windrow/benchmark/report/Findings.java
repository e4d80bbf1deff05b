package dev.windrow.benchmark.report;

import dev.windrow.benchmark.measure.Goal;
import java.util.List;

/**
 * What a scenario has found.
 *
 * @param notes paragraphs below the tables
 */
public record Findings(String title, List<Table> tables, List<Chart> charts, List<Goal> goals, List<String> notes) {

  public Findings {
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
    goals = List.copyOf(goals);
    notes = List.copyOf(notes);
  }
}
