package com.webiny.telemetry.canary;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the pages, and the answers to programs, of Spark's own web page while a run lasts. */
final class PageWatch implements AutoCloseable {
  private static final Pattern APPLICATION = Pattern.compile("\"id\"\\s*:\\s*\"([\\w-]+)\"");
  private static final List<String> PAGES =
      List.of(
          "/environment/",
          "/jobs/",
          "/stages/",
          "/stages/stage/?id=0&attempt=0",
          "/storage/",
          "/executors/",
          "/executors/threadDump/?executorId=driver",
          "/SQL/");
  private static final List<String> ANSWERS =
      List.of(
          "/environment",
          "/jobs",
          "/stages?details=true",
          "/allexecutors",
          "/executors/driver/threads",
          "/sql?details=true");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String page;
  private final Path kept;
  private final Set<String> answered = new TreeSet<>();
  private final Thread thread = new Thread(this::watch, "page-watch");
  private volatile boolean ended;
  private int number;

  /**
   * Begins to watch.
   *
   * @param page its address, at which nothing needs to be yet
   * @param kept an existing folder
   */
  PageWatch(String page, Path kept) {
    this.page = page;
    this.kept = kept;
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!ended) {
      try {
        look();
        Thread.sleep(1);
      } catch (IOException notYet) {
        // Not there yet, or gone.
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void look() throws IOException, InterruptedException {
    Matcher application = APPLICATION.matcher(get("/api/v1/applications"));
    List<String> paths = new ArrayList<>(PAGES);
    if (application.find()) {
      for (String answer : ANSWERS) {
        paths.add("/api/v1/applications/" + application.group(1) + answer);
      }
    }
    for (String path : paths) {
      if (!ended) {
        get(path);
      }
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create(page + path)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    String file = path.replaceAll("[^A-Za-z]+", "_");
    Files.write(kept.resolve("page-" + number++ + file), response.body());
    if (response.statusCode() == 200) {
      answered.add(path.replaceFirst("/applications/[\\w-]+/", "/applications/ID/"));
    }
    return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** All that is asked for. */
  static Set<String> asked() {
    Set<String> asked = new TreeSet<>(PAGES);
    ANSWERS.forEach(answer -> asked.add("/api/v1/applications/ID" + answer));
    asked.add("/api/v1/applications");
    return asked;
  }

  /** What was asked for and given at least once. */
  Set<String> answered() {
    return answered;
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
