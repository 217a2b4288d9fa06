package com.webiny.telemetry.bench;

import com.webiny.telemetry.opinion.RawFile;
import java.util.List;
import java.util.Map;

/** One input and how it is run: the rows of a result table that belong together. */
final class BenchmarkCase {

  /** As the table shows it. */
  final String name;

  /** Options of the generator; empty for the committed sample. */
  final List<String> generator;

  /** Days of logs, the history included. */
  int days = 1;

  /** So many days are published before the clock starts; 0 for a first night. */
  int historyDays;

  /** Whether the same night has been run before the clock starts. */
  boolean nothingNew;

  /** Given to every contestant. */
  int cores;

  /** Workers of a standalone cluster, a core each; 0 for one JVM. */
  int workers;

  /** Of every JVM contestant. */
  String heap;

  /** More JVM options for the job. */
  String javaOptions = "";

  /** Who runs; the job first. */
  List<Contestant> contestants;

  /** A first night of these logs, with what the options say. */
  BenchmarkCase(String name, BenchmarkOptions options, String... generator) {
    this.name = name;
    this.generator = List.of(generator);
    this.cores = options.cores;
    this.heap = options.heap;
    this.contestants = options.junk ? List.of(Contestant.JOB) : options.contestants();
  }

  BenchmarkCase cores(int number) {
    cores = number;
    return this;
  }

  BenchmarkCase heap(String other) {
    heap = other;
    return this;
  }

  BenchmarkCase javaOptions(String other) {
    javaOptions = other;
    return this;
  }

  /** Peers keep no warehouse, so only the job runs then. */
  BenchmarkCase afterHistory(int history, int ofDays) {
    historyDays = history;
    days = ofDays;
    return jobOnly();
  }

  BenchmarkCase nothingNew() {
    nothingNew = true;
    return jobOnly();
  }

  BenchmarkCase workers(int number) {
    workers = number;
    return jobOnly();
  }

  BenchmarkCase jobOnly() {
    contestants = List.of(Contestant.JOB);
    return this;
  }

  /** Bytes of what the timed night has to look at: of a night with a history, its own folders. */
  long bytes(RawInput input) {
    return input.files().stream()
        .filter(file -> historyDays == 0 || !file.folderDay().isBefore(input.newest()))
        .mapToLong(RawFile::bytes)
        .sum();
  }

  /** What the contestants read from the environment, on one JVM. */
  Map<String, String> environment() {
    return Map.of(
        "TELEMETRY_MASTER",
        "local[" + cores + "]",
        "TELEMETRY_HEAP",
        heap,
        "TELEMETRY_JAVA_OPTS",
        javaOptions,
        // For the Spark peer; the job's script says the same.
        "SPARK_LOCAL_IP",
        "127.0.0.1");
  }
}
