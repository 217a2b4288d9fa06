package com.webiny.telemetry.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** RECIPES.md as its tests read it: queries, each with its result below it, and what is said. */
record RecipeBook(List<String> lines) {
  private static final Pattern BOLD = Pattern.compile("\\*\\*([^*]+)\\*\\*");

  RecipeBook {
    lines = List.copyOf(lines);
  }

  static RecipeBook read(Path file) throws IOException {
    return new RecipeBook(Files.readAllLines(file));
  }

  /** A query of a line or more, and the table printed below it, empty if there is none yet. */
  record Query(String sql, List<String> result) {}

  /** Turns a query into the lines of its result. */
  interface Answers {
    List<String> of(String sql) throws Exception;
  }

  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (int at = lines.indexOf("```sql"); at >= 0; at = nextSql(at)) {
      queries.add(
          new Query(
              String.join("\n", lines.subList(at + 1, endOfSql(at))),
              lines.subList(tableBegin(at), tableEnd(at))));
    }
    return queries;
  }

  /** The same document with these results below the queries. */
  RecipeBook with(Answers answers) throws Exception {
    List<String> written = new ArrayList<>();
    int from = 0;
    for (int at = lines.indexOf("```sql"); at >= 0; at = nextSql(at)) {
      int end = endOfSql(at);
      written.addAll(lines.subList(from, end + 1));
      written.add("");
      written.addAll(answers.of(String.join("\n", lines.subList(at + 1, end))));
      boolean hadTable = tableEnd(at) > tableBegin(at);
      from = hadTable ? tableEnd(at) : end + 1;
    }
    written.addAll(lines.subList(from, lines.size()));
    return new RecipeBook(written);
  }

  /**
   * What is printed bold as an answer and is no cell of a table of its recipe. In the part before
   * the first recipe, bold is for names.
   */
  List<String> answersWithoutCell() {
    List<String> without = new ArrayList<>();
    List<String> section = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("## ")) {
        without.addAll(answersWithoutCell(section));
        section.clear();
      }
      section.add(line);
    }
    without.addAll(answersWithoutCell(section));
    return without;
  }

  private static List<String> answersWithoutCell(List<String> section) {
    if (section.isEmpty() || !section.get(0).matches("## \\d+\\. .*")) {
      return List.of();
    }
    Set<String> cells = new LinkedHashSet<>();
    List<String> answers = new ArrayList<>();
    boolean code = false;
    for (String line : section) {
      if (line.startsWith("```")) {
        code = !code;
      } else if (line.startsWith("|")) {
        for (String cell : line.split("\\|", -1)) {
          cells.add(cell.strip());
        }
      } else if (!code) {
        BOLD.matcher(line).results().map(found -> found.group(1)).forEach(answers::add);
      }
    }
    answers.removeIf(cells::contains);
    return answers;
  }

  /** How many answers are printed bold. */
  long answers() {
    return lines.stream()
        .filter(line -> !line.startsWith("|"))
        .mapToLong(line -> BOLD.matcher(line).results().map(MatchResult::group).count())
        .sum();
  }

  private int nextSql(int at) {
    int next = lines.subList(at + 1, lines.size()).indexOf("```sql");
    return next < 0 ? -1 : at + 1 + next;
  }

  private int endOfSql(int at) {
    int length = lines.subList(at, lines.size()).indexOf("```");
    if (length < 0) {
      throw new IllegalStateException("RECIPES.md, line " + (at + 1) + ": a query without an end.");
    }
    return at + length;
  }

  private int tableBegin(int at) {
    int begin = endOfSql(at) + 1;
    while (begin < lines.size() && lines.get(begin).isEmpty()) {
      begin++;
    }
    return begin;
  }

  private int tableEnd(int at) {
    int end = tableBegin(at);
    while (end < lines.size() && lines.get(end).startsWith("|")) {
      end++;
    }
    return end;
  }
}
