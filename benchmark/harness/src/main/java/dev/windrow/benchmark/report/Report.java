package dev.windrow.benchmark.report;

import dev.windrow.benchmark.measure.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a run: one in Markdown, and each table as CSV, each chart as SVG. Confined to one thread. */
public final class Report {

  private final Path dir;
  private final StringBuilder markdown = new StringBuilder();
  private final List<Goal> goals = new ArrayList<>();

  public Report(Path dir) throws IOException {
    this.dir = Files.createDirectories(dir);
  }

  /** What goes first: the machine, how Java was started. */
  public void header(List<String> lines) {
    markdown.append("# Benchmark\n\n");
    lines.forEach(line -> markdown.append("- ").append(line).append('\n'));
  }

  public void add(String name, Findings findings) throws IOException {
    markdown.append("\n## ").append(findings.title()).append("\n\n");
    for (int i = 0; i < findings.tables().size(); i++) {
      Table table = findings.tables().get(i);
      markdown.append(table.title()).append("\n\n").append(table.markdown()).append('\n');
      Files.writeString(dir.resolve(fileName(name, i, "csv")), table.csv());
    }
    for (int i = 0; i < findings.charts().size(); i++) {
      Chart chart = findings.charts().get(i);
      markdown.append("![").append(chart.title()).append("](").append(fileName(name, i, "svg")).append(")\n\n");
      Files.writeString(dir.resolve(fileName(name, i, "svg")), chart.svg());
    }
    findings.notes().forEach(note -> markdown.append(note).append("\n\n"));
    goals.addAll(findings.goals());
  }

  private static String fileName(String name, int number, String suffix) {
    return name + (number == 0 ? "" : "-" + (number + 1)) + "." + suffix;
  }

  public List<Goal> goals() {
    return List.copyOf(goals);
  }

  /** Writes the Markdown file; returns it. */
  public Path write() throws IOException {
    markdown.append("## Goals\n\n```\n").append(goalLines()).append("```\n");
    return Files.writeString(dir.resolve("report.md"), markdown);
  }

  /** A line for each. */
  public String goalLines() {
    return goals.stream().map(goal -> goal.line() + "\n").collect(Collectors.joining());
  }
}
