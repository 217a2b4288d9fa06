package com.webiny.telemetry.report;

import com.webiny.telemetry.report.GroupTotals.KeptCell;
import com.webiny.telemetry.report.TallyKey.Kind;
import com.webiny.telemetry.report.TallyKey.TallyGroup;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * All counts behind the rebuilt rows, from the tables: each bucket is counted on its own, partial
 * counts are added up by one exchange, and small cells fold where a day's cells of a group come
 * together. Nothing here reads events.
 */
final class Tallies {
  /**
   * So many days of one bucket are counted in one walk: with the days they look back to they fit
   * the 63 bits of a span.
   */
  private static final int WALK_DAYS = 28;

  /** How many days' groups come together in a partition, on average. */
  private static final int DAYS_IN_PARTITION = 8;

  private final Map<TallyGroup, GroupTotals> totals = new HashMap<>();
  private final JavaPairRDD<TallyKey, Sums> cells;

  private Tallies(JavaPairRDD<TallyKey, Sums> cells, int minCellSize) {
    this.cells = cells;
    addTotals(cells, minCellSize);
  }

  /** A walk: of a bucket's activity over some days, or of its attempts on each of them. */
  private record Task(int bucket, int fromDay, int toDay, boolean activity)
      implements Serializable {}

  /** Counts. */
  static Tallies count(SparkSession spark, ReportPlan plan) {
    List<Task> tasks = new ArrayList<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      for (int from = plan.fromDay(); from <= plan.newestDay(); from += WALK_DAYS) {
        int to = Math.min(from + WALK_DAYS - 1, plan.newestDay());
        tasks.add(new Task(bucket, from, to, true));
        tasks.add(new Task(bucket, from, to, false));
      }
    }
    Tallies tallies =
        new Tallies(
            sum(spark, plan, tasks, (task, map) -> walks(plan, task, map)), plan.minCellSize());
    tallies.recountFoldedDeployers(spark, plan);
    return tallies;
  }

  /** The totals of a group; empty if nothing was counted. */
  GroupTotals of(Kind kind, int day, String group) {
    TallyGroup key = new TallyGroup(kind, day, group);
    return totals.getOrDefault(key, GroupTotals.ofCells(key, List.of(), Sums.NONE, 0));
  }

  /** The walks of a task. */
  private interface Walks extends Serializable {
    Iterator<Counting.Walk> of(Task task, TallyMap tallies) throws IOException;
  }

  private static Iterator<Counting.Walk> walks(ReportPlan plan, Task task, TallyMap tallies)
      throws IOException {
    if (task.activity()) {
      return List.<Counting.Walk>of(
              new ActivityWalk(plan, task.bucket(), task.fromDay(), task.toDay(), tallies))
          .iterator();
    }
    return new LazyWalks(
        task.fromDay(),
        task.toDay(),
        day -> AttemptWalk.counting(plan, task.bucket(), day, tallies));
  }

  private void recountFoldedDeployers(SparkSession spark, ReportPlan plan) {
    Map<Integer, Map<String, Set<String>>> keptLines = new HashMap<>();
    for (GroupTotals group : totals.values()) {
      // The deployers of a single folded line are its own; of several, an ID may be in more than
      // one.
      if (group.group().kind() == Kind.LINE && group.foldedCells() > 1) {
        keptLines
            .computeIfAbsent(group.group().day(), day -> new HashMap<>())
            .put(
                group.group().group(),
                group.kept().stream().map(KeptCell::first).collect(Collectors.toSet()));
      }
    }
    if (keptLines.isEmpty()) {
      return;
    }
    List<Task> tasks = new ArrayList<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      tasks.add(new Task(bucket, plan.fromDay(), plan.newestDay(), false));
    }
    JavaPairRDD<TallyKey, Sums> deployers =
        sum(
            spark,
            plan,
            tasks,
            (task, map) ->
                new LazyWalks(
                    task.fromDay(),
                    task.toDay(),
                    day ->
                        AttemptWalk.recounting(
                            plan, task.bucket(), day, keptLines.getOrDefault(day, Map.of()), map)));
    addTotals(deployers, plan.minCellSize());
  }

  /**
   * How far releases have spread, by the summed cells before small ones fold. What was exchanged to
   * sum them is still there: no table is read again.
   *
   * @param milestones by their days
   */
  Map<Milestone, Sums> at(Map<Integer, List<Milestone>> milestones) {
    Map<Milestone, Sums> counts = new HashMap<>();
    if (milestones.isEmpty()) {
      return counts;
    }
    for (Map<Milestone, Sums> part :
        cells
            .filter(
                cell ->
                    cell._1().kind() == Kind.ADOPTION
                        && cell._1().group().equals(ActivityTally.DEPLOY)
                        && milestones.containsKey(cell._1().day()))
            .mapPartitions(deployed -> List.of(atMilestones(deployed, milestones)).iterator())
            .collect()) {
      part.forEach((milestone, more) -> counts.merge(milestone, more, Sums::plus));
    }
    return counts;
  }

  private static Map<Milestone, Sums> atMilestones(
      Iterator<Tuple2<TallyKey, Sums>> deployed, Map<Integer, List<Milestone>> milestones) {
    Map<Milestone, Sums> counts = new HashMap<>();
    while (deployed.hasNext()) {
      Tuple2<TallyKey, Sums> cell = deployed.next();
      for (Milestone milestone : milestones.get(cell._1().day())) {
        counts.merge(milestone, milestone.of(cell._1().first(), cell._2()), Sums::plus);
      }
    }
    return counts;
  }

  private static JavaPairRDD<TallyKey, Sums> sum(
      SparkSession spark, ReportPlan plan, List<Task> tasks, Walks walks) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    // A group holds at most 216,001 durations (six hours in tenths), so a few days in a partition
    // bound its memory.
    int days = plan.newestDay() - plan.fromDay() + 1;
    Partitioner byGroup = new ByGroup(Math.max(plan.buckets(), days / DAYS_IN_PARTITION));
    return context
        .parallelize(tasks, tasks.size())
        .flatMapToPair(
            task -> {
              TallyMap map = new TallyMap();
              return new Counting(map, new WalkChain(walks.of(task, map)));
            })
        .reduceByKey(byGroup, Sums::plus)
        // Each pair of an ID and a line, and each version, stands once by now, where its line is
        // added up: that needs no exchange.
        .mapPartitionsToPair(Tallies::withLines, true)
        .reduceByKey(byGroup, Sums::plus);
  }

  private void addTotals(JavaPairRDD<TallyKey, Sums> sums, int minCellSize) {
    for (GroupTotals group : sums.mapPartitions(part -> fold(part, minCellSize), true).collect()) {
      totals.put(group.group(), group);
    }
  }

  private static Iterator<Tuple2<TallyKey, Sums>> withLines(
      Iterator<Tuple2<TallyKey, Sums>> cells) {
    return new Iterator<>() {
      private Optional<Tuple2<TallyKey, Sums>> line = Optional.empty();

      @Override
      public boolean hasNext() {
        return line.isPresent() || cells.hasNext();
      }

      @Override
      public Tuple2<TallyKey, Sums> next() {
        if (line.isPresent()) {
          Tuple2<TallyKey, Sums> ofLine = line.get();
          line = Optional.empty();
          return ofLine;
        }
        Tuple2<TallyKey, Sums> cell = cells.next();
        TallyKey key = cell._1();
        if (key.kind() == Kind.LINE_OF_ID) {
          return new Tuple2<>(key.toLine(), AttemptTally.oneDeployer());
        }
        if (key.kind() == Kind.ADOPTION) {
          line = Optional.of(new Tuple2<>(key.toLineInUse(), cell._2().plus(Sums.NONE)));
        }
        return cell;
      }
    };
  }

  private static Iterator<GroupTotals> fold(
      Iterator<Tuple2<TallyKey, Sums>> cells, int minCellSize) {
    Map<TallyGroup, GroupFold> folds = new HashMap<>();
    while (cells.hasNext()) {
      Tuple2<TallyKey, Sums> cell = cells.next();
      folds
          .computeIfAbsent(cell._1().groupKey(), group -> new GroupFold(group, minCellSize))
          .add(cell._1(), cell._2());
    }
    return folds.values().stream().map(GroupFold::totals).iterator();
  }

  /** Brings all cells of a group together. */
  private static final class ByGroup extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    ByGroup(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    /** Equal to any that cuts as this one does, so that Spark sees what is together already. */
    @Override
    public boolean equals(Object other) {
      return other instanceof ByGroup that && that.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return ((TallyKey) key).groupKey().place(partitions);
    }
  }
}
