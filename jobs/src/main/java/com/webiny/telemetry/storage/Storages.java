package com.webiny.telemetry.storage;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Which {@link Storage} serves a location the operator names. */
public final class Storages {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

  /** Hadoop file systems whose rename replaces a file in one step. */
  private static final Set<String> ATOMIC_RENAME = Set.of("hdfs", "viewfs");

  private Storages() {}

  /**
   * A storage and the path of a folder in it.
   *
   * @param root the folder's absolute path, as {@link Storage} methods take it
   */
  public record Location(Storage storage, String root) {}

  /**
   * A location to read from.
   *
   * @param option the option that named it, for the error's sentence
   * @param location a path of the local file system, or the URI of any Hadoop file system
   * @param hadoop how to reach file systems of Hadoop; not asked for a local one, as reading its
   *     files takes time
   * @throws StopException with {@link ExitCode#USAGE} if it is no location
   */
  public static Location reading(String option, String location, Supplier<Configuration> hadoop)
      throws StopException {
    Matcher matcher = SCHEME.matcher(location);
    if (location.isBlank()) {
      throw usage(option, "is empty");
    }
    try {
      if (!matcher.matches()) {
        return local(java.nio.file.Path.of(location));
      }
      if (matcher.group(1).equalsIgnoreCase("file")) {
        return local(java.nio.file.Path.of(filePath(location)));
      }
      requireUri(location);
      // As Hadoop reads it: a blank is a blank, and nothing is an escape.
      return new Location(new HadoopStorage(hadoop.get()), new Path(location).toString());
    } catch (URISyntaxException | IllegalArgumentException | NullPointerException wrong) {
      throw usage(option, "is neither a path nor a URI");
    }
  }

  /**
   * A location to publish to.
   *
   * @throws StopException with {@link ExitCode#USAGE} if it is no location, with {@link
   *     ExitCode#STORAGE} if its store cannot be reached, or can neither rename over a file in one
   *     step nor write on a condition
   */
  public static Location warehouse(String option, String location, Supplier<Configuration> hadoop)
      throws StopException {
    Location found = reading(option, location, hadoop);
    if (!(found.storage() instanceof HadoopStorage files)) {
      return found;
    }
    Path folder = new Path(found.root());
    if (ATOMIC_RENAME.contains(folder.toUri().getScheme().toLowerCase(Locale.ROOT))) {
      return found;
    }
    try {
      if (ObjectStorage.serves(files.fileSystem(found.root()), folder)) {
        return new Location(new ObjectStorage(files), found.root());
      }
    } catch (IOException unreachable) {
      throw new StopException(
          ExitCode.STORAGE,
          option
              + ": its store cannot be reached ("
              + unreachable.getClass().getSimpleName()
              + "); look at its address, at the options spark.hadoop.*, and whether the jar of its file system is there.",
          unreachable);
    }
    throw new StopException(
        ExitCode.STORAGE,
        option
            + ": this store can neither replace a file in one step nor write on a condition, so readers could see half a file;"
            + " name a folder of a local file system, of HDFS, or of S3.");
  }

  /** A blank needs no escape. */
  private static URI requireUri(String location) throws URISyntaxException {
    return new URI(location.replace(" ", "%20"));
  }

  /** The path of a {@code file:} URI. */
  private static String filePath(String location) throws URISyntaxException {
    URI uri = requireUri(location);
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new URISyntaxException("", "a file has no query and no fragment");
    }
    return uri.getPath();
  }

  private static Location local(java.nio.file.Path path) {
    return new Location(new LocalStorage(), path.toAbsolutePath().normalize().toString());
  }

  private static StopException usage(String option, String fault) {
    return new StopException(
        ExitCode.USAGE,
        option + " " + fault + "; give a folder as a path or as a URI such as hdfs://host/folder.");
  }
}
