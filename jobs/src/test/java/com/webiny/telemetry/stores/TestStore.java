package com.webiny.telemetry.stores;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/**
 * A store that runs on this machine until it is closed.
 *
 * @param root the URI of a folder in it
 * @param options how Hadoop reaches it
 * @param server what runs
 */
public record TestStore(URI root, Map<String, String> options, Closeable server)
    implements Closeable {
  private static final String BUCKET = "warehouses";
  private static final String ACCESS_KEY = "test-access-key";
  private static final String SECRET_KEY = "test-secret-key-of-the-store";

  /** The kinds of store. */
  public enum Kind {
    HDFS,
    S3;

    /** Starts one that keeps its files below a folder (S3) or in one of its own (HDFS). */
    public TestStore start(Path folder) {
      try {
        Files.createDirectories(folder);
        return this == HDFS ? hdfs() : s3(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static TestStore hdfs() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("dfs.namenode.fs-limits.min-block-size", "1024");
    // Its data node takes a %20 in its folder's URI for a format: it gets one without blanks.
    Path place = Files.createTempDirectory(Path.of("/tmp"), "hdfs");
    configuration.set("hdfs.minidfs.basedir", place.toString());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
    return new TestStore(
        URI.create("hdfs://localhost:" + cluster.getNameNodePort() + "/"),
        Map.of("dfs.replication", "1"),
        () -> {
          cluster.shutdown(true);
          LocalFiles.deleteAll(place);
        });
  }

  private static TestStore s3(Path folder) throws Exception {
    Files.createDirectories(folder.resolve(BUCKET));
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(BlobStores.create("filesystem-nio2", properties))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
            .ignoreUnknownHeaders(true)
            .build();
    server.start();
    Map<String, String> options = new TreeMap<>();
    options.put("fs.s3a.endpoint", "http://127.0.0.1:" + server.getPort());
    options.put("fs.s3a.endpoint.region", "us-east-1");
    options.put("fs.s3a.access.key", ACCESS_KEY);
    options.put("fs.s3a.secret.key", SECRET_KEY);
    options.put("fs.s3a.path.style.access", "true");
    options.put("fs.s3a.connection.ssl.enabled", "false");
    options.put("fs.s3a.change.detection.mode", "none");
    options.put("fs.s3a.buffer.dir", Files.createDirectories(folder.resolve("buffer")).toString());
    return new TestStore(URI.create("s3a://" + BUCKET + "/"), options, () -> stop(server));
  }

  private static void stop(S3Proxy server) throws IOException {
    try {
      server.stop();
    } catch (Exception failed) {
      throw new IOException(failed);
    }
  }

  /** What reaches it. */
  public Configuration configuration() {
    Configuration configuration = new Configuration();
    options.forEach(configuration::set);
    return configuration;
  }

  /** Its file system. */
  public FileSystem fileSystem() throws IOException {
    return FileSystem.get(root, configuration());
  }

  @Override
  public void close() throws IOException {
    FileSystem.closeAll(); // They are remembered by address, and the next store may get this one's.
    server.close();
  }
}
