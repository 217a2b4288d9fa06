package com.webiny.telemetry.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A standalone Spark cluster on this machine from the jars in Maven's repository: a master and
 * workers of one core each. Closing it ends them all.
 */
public final class StandaloneCluster implements AutoCloseable {
  private static final int SECONDS_TO_START = 60;
  private static final String MASTER = "127.0.0.1";

  private final List<TimedProcess> workers = new ArrayList<>();
  private final TimedProcess master;
  private final int port;

  private StandaloneCluster(TimedProcess master, int port) {
    this.master = master;
    this.port = port;
  }

  /** Starts one and waits until all workers are there. */
  static StandaloneCluster start(Project project, int workers) {
    return start(project, Collections.nCopies(workers, MASTER));
  }

  private static StandaloneCluster start(Project project, List<String> workers) {
    Path home = home(project);
    int port = freePort();
    int page = freePort();
    List<String> command = project.java("512m", "org.apache.spark.deploy.master.Master");
    command.addAll(List.of("--host", MASTER, "--port", Integer.toString(port)));
    command.addAll(List.of("--webui-port", Integer.toString(page)));
    StandaloneCluster cluster =
        new StandaloneCluster(
            TimedProcess.start(command, environment(home, MASTER), project.log("master")), port);
    try {
      await(page, 0);
      for (int i = 0; i < workers.size(); i++) {
        String host = workers.get(i);
        List<String> worker = project.java("512m", "org.apache.spark.deploy.worker.Worker");
        worker.addAll(List.of("--host", host, "--webui-port", "0", "--cores", "1"));
        worker.addAll(List.of("--memory", "4g"));
        worker.addAll(List.of("--work-dir", project.work().resolve("worker-" + i).toString()));
        worker.add(cluster.url());
        cluster.workers.add(
            TimedProcess.start(worker, environment(home, host), project.log("worker-" + i)));
      }
      await(page, workers.size());
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Starts one and waits until all workers are there.
   *
   * @param root the folder of the project, built
   * @param work an empty folder
   */
  public static StandaloneCluster start(Path root, Path work, int workers) {
    return start(new Project(root, work), workers);
  }

  /**
   * The same with the addresses of the workers: Spark runs no task twice at once on one address.
   *
   * @param hosts of this machine, one for each worker
   */
  public static StandaloneCluster start(Path root, Path work, List<String> hosts) {
    return start(new Project(root, work), hosts);
  }

  private static Map<String, String> environment(Path home, String host) {
    return Map.of(
        "SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP", host);
  }

  /** The master's address. */
  public String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** The executors that a worker runs now. */
  public List<ProcessHandle> executors(int worker) {
    return workers.get(worker).itself().children().toList();
  }

  /** The process of a worker. */
  public ProcessHandle worker(int worker) {
    return workers.get(worker).itself();
  }

  /** Ends the workers; tells what they and their executors used. */
  Usage stopWorkers() {
    Usage sum = new Usage(0, 0, 0);
    for (TimedProcess worker : workers) {
      sum = sum.and(worker.stop());
    }
    workers.clear();
    return sum;
  }

  @Override
  public void close() {
    stopWorkers();
    master.stop();
  }

  /** Spark wants its jars in one folder. */
  private static Path home(Project project) {
    Path home = project.work().resolve("spark-home");
    try {
      Files.createDirectories(home.resolve("jars"));
      for (Path jar : project.sparkJars()) {
        Path link = home.resolve("jars").resolve(jar.getFileName());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, jar);
      }
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(int page, int workers) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page + "/json/")).build();
    String wanted = "\"aliveworkers\" : " + workers + ",";
    for (int i = 0; i < SECONDS_TO_START * 4; i++) {
      try {
        Thread.sleep(250);
        String state =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (state.contains(wanted)) {
          return;
        }
      } catch (IOException notYet) {
        // asked again
      } catch (InterruptedException e) {
        throw new TimedProcess.Failed("Interrupted while a cluster starts");
      }
    }
    throw new TimedProcess.Failed("The standalone cluster did not start; see its logs.");
  }
}
