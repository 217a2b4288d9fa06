package com.webiny.telemetry.discover;

import com.webiny.telemetry.landing.FileCondition;
import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;

/** What was found in raw logs beside what is kept. Bounded, whatever the logs hold. Mutable. */
public final class Findings implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most names of files that are kept. */
  private static final int MAX_FILES = 1_000;

  private final Frequent paths = new Frequent();
  private final Frequent events = new Frequent();
  private final TreeSet<String> unread = new TreeSet<>();
  private long lines;
  private long objects;

  void addLine() {
    lines++;
  }

  void addObject() {
    objects++;
  }

  /** A file, or a part of it, was read; to its end if it is whole. */
  void addPart(String name, FileCondition condition) {
    if (condition != FileCondition.WHOLE && unread.size() < MAX_FILES) {
      unread.add(name);
    }
  }

  /** Adds what another task has found. */
  Findings add(Findings other) {
    paths.add(other.paths);
    events.add(other.events);
    unread.addAll(other.unread);
    while (unread.size() > MAX_FILES) {
      unread.pollLast();
    }
    lines += other.lines;
    objects += other.objects;
    return this;
  }

  Frequent paths() {
    return paths;
  }

  Frequent events() {
    return events;
  }

  /** Unlisted paths of fields as they may be shown, the most frequent first. */
  public List<Frequent.Found> unlistedPaths() {
    return paths.found(Shown::path);
  }

  /** How often further paths were met, too many different ones to be kept. */
  public long morePaths() {
    return paths.droppedTimes();
  }

  /** Unknown names of events as they may be shown, the most frequent first. */
  public List<Frequent.Found> unknownEvents() {
    return events.found(Shown::name);
  }

  /** How often further events were met, too many different ones to be kept. */
  public long moreEvents() {
    return events.droppedTimes();
  }

  /** The first files that could not be read to their end, by name. */
  public List<String> unread() {
    return List.copyOf(unread);
  }

  /** Lines of any allowed length, or longer. */
  public long lines() {
    return lines;
  }

  /** Lines that are a JSON object: the others are not looked into. */
  public long objects() {
    return objects;
  }
}
