package com.webiny.telemetry.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The published files of a commit, by path below the warehouse. The manifest of a group (a month of
 * the tables, the users, the reports) is read when a file of the group is first asked for, so that
 * a night does not grow with the length of the history (SPEC section 11). Not for several threads.
 */
public final class PublishedFiles {

  /** Reads a manifest. */
  @FunctionalInterface
  public interface Source {
    /**
     * The files a manifest names.
     *
     * @param manifest its path below the warehouse
     */
    List<PublishedFile> read(String manifest) throws IOException;
  }

  /** Of a warehouse without a commit. */
  public static final PublishedFiles NONE = new PublishedFiles(Map.of(), manifest -> List.of());

  private final Map<String, String> manifests;
  private final Source source;
  private final Map<String, Map<String, PublishedFile>> loaded = new HashMap<>();

  /**
   * The files that manifests name.
   *
   * @param manifests by group
   */
  public PublishedFiles(Map<String, String> manifests, Source source) {
    this.manifests = Map.copyOf(manifests);
    this.source = source;
  }

  /**
   * A file; empty if it is not published.
   *
   * @throws IOException if its manifest cannot be read
   */
  public Optional<PublishedFile> get(String path) throws IOException {
    return Optional.ofNullable(group(groupOf(path)).get(path));
  }

  /**
   * The groups that some files change, as they are with these files added or in the place of others
   * of the same path, and without those of removed folders; each ordered by path.
   */
  Map<String, List<PublishedFile>> groupsWith(
      Iterable<PublishedFile> changed, Iterable<String> removedFolders) throws IOException {
    Map<String, Map<String, PublishedFile>> groups = new TreeMap<>();
    for (String folder : removedFolders) {
      changing(groups, folder).keySet().removeIf(path -> path.startsWith(folder + "/"));
    }
    for (PublishedFile file : changed) {
      changing(groups, file.path()).put(file.path(), file);
    }
    Map<String, List<PublishedFile>> lists = new TreeMap<>();
    groups.forEach((group, files) -> lists.put(group, new ArrayList<>(files.values())));
    return lists;
  }

  private Map<String, PublishedFile> changing(
      Map<String, Map<String, PublishedFile>> groups, String path) throws IOException {
    String group = groupOf(path);
    if (!groups.containsKey(group)) {
      groups.put(group, new TreeMap<>(group(group)));
    }
    return groups.get(group);
  }

  /** The manifests, by group. */
  Map<String, String> manifests() {
    return manifests;
  }

  private Map<String, PublishedFile> group(String group) throws IOException {
    Map<String, PublishedFile> files = loaded.get(group);
    if (files == null) {
      files = new HashMap<>();
      if (manifests.containsKey(group)) {
        for (PublishedFile file : source.read(manifests.get(group))) {
          files.put(file.path(), file);
        }
      }
      loaded.put(group, files);
    }
    return files;
  }

  private static String groupOf(String path) {
    int day = path.indexOf("/dt=");
    if (day >= 0) {
      int start = day + "/dt=".length();
      return path.substring(start, start + "yyyy-mm".length());
    }
    return path.startsWith("reports/") ? "reports" : "users";
  }
}
