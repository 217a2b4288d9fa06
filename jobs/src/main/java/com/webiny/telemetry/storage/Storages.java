package com.webiny.telemetry.storage;

import com.webiny.telemetry.exit.ExitCode;
import com.webiny.telemetry.exit.StopException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

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
        return local(Path.of(location));
      }
      if (matcher.group(1).equalsIgnoreCase("file")) {
        return local(Path.of(filePath(location)));
      }
      requireUri(location);
      // As Hadoop reads it: a blank is a blank, and nothing is an escape.
      return new Location(
          new HadoopStorage(hadoop.get()), new org.apache.hadoop.fs.Path(location).toString());
    } catch (URISyntaxException | IllegalArgumentException | NullPointerException wrong) {
      throw usage(option, "is neither a path nor a URI");
    }
  }

  /**
   * A location to publish to.
   *
   * @throws StopException with {@link ExitCode#USAGE} if it is no location, with {@link
   *     ExitCode#STORAGE} if its store cannot replace a file in one step
   */
  public static Location warehouse(String option, String location, Supplier<Configuration> hadoop)
      throws StopException {
    Location found = reading(option, location, hadoop);
    Matcher matcher = SCHEME.matcher(found.root());
    if (found.storage() instanceof HadoopStorage
        && !(matcher.matches()
            && ATOMIC_RENAME.contains(matcher.group(1).toLowerCase(Locale.ROOT)))) {
      throw new StopException(
          ExitCode.STORAGE,
          option
              + ": this store cannot replace a file in one step, so readers could see half a file; name a folder of a local"
              + " file system or of HDFS.");
    }
    return found;
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

  private static Location local(Path path) {
    return new Location(new LocalStorage(), path.toAbsolutePath().normalize().toString());
  }

  private static StopException usage(String option, String fault) {
    return new StopException(
        ExitCode.USAGE,
        option + " " + fault + "; give a folder as a path or as a URI such as hdfs://host/folder.");
  }
}
