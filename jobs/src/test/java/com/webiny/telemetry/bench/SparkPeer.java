package com.webiny.telemetry.bench;

import com.webiny.telemetry.opinion.RawFile;
import com.webiny.telemetry.opinion.SecondOpinion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The whole first night as Spark's guide would write it: {@code read.schema(…).json()}, rules as
 * SQL functions, a small UDF for the HMAC, tables written as Parquet and read again by the next
 * step, reports as SQL. Spark's default settings; the queries stand in {@code bench/spark/*.sql}.
 */
public final class SparkPeer {
  private static final String SCHEMA =
      """
      received_at STRING, anonymous_id STRING, distinct_id STRING, event STRING,
      properties STRUCT<version: STRING, ci: STRING>,
      data STRUCT<identity: STRING, event: STRING, properties: STRUCT<version: STRING, ci: STRING>>
      """;

  /** Groups: release, label of the prerelease, its number. */
  private static final String VERSION =
      "^v?((?:0|[1-9]\\\\d{0,4})(?:\\\\.(?:0|[1-9]\\\\d{0,4})){2})"
          + "(?:-(alpha|beta|rc|next|canary|unstable|dev|preview|pre)"
          + "(?:\\\\.(0|[1-9]\\\\d{0,3})(?=[.+]|$))?"
          + "(?:\\\\.(?:0|[1-9]\\\\d*|\\\\d*[A-Za-z-][0-9A-Za-z-]*))*)?"
          + "(?:\\\\+[0-9A-Za-z-]+(?:\\\\.[0-9A-Za-z-]+)*)?$";

  private final SparkSession spark;
  private final PeerNight night;
  private final Steps steps = new Steps();

  private SparkPeer(SparkSession spark, PeerNight night) {
    this.spark = spark;
    this.night = night;
  }

  /** Runs the night of {@link PeerNight#of}; the master is given as a system property. */
  public static void main(String[] arguments) throws IOException {
    run(PeerNight.of(arguments));
  }

  static void run(PeerNight night) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .appName("idiomatic-peer")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
    try {
      new SparkPeer(spark, night).run();
    } finally {
      spark.stop();
    }
  }

  private void run() throws IOException {
    spark.udf().register("hmac", hmac(Files.readAllBytes(night.keyFile())), DataTypes.BinaryType);
    variable("first_day", "DATE", "DATE '" + night.first() + "'");
    variable("newest_day", "DATE", "DATE '" + night.newest() + "'");
    variable("min_cell", "INT", Integer.toString(PeerNight.MIN_CELL_SIZE));
    variable("lookback", "INT", Integer.toString(PeerNight.LOOKBACK_DAYS));
    spark.sql("CREATE TEMPORARY FUNCTION version_pattern() RETURN '" + VERSION + "'");
    spark.sql(
        "CREATE TEMPORARY FUNCTION ratio(part BIGINT, whole BIGINT) RETURN "
            + "CASE WHEN whole > 0 THEN ((20000 * part + whole) DIV (2 * whole)) / 10000D END");
    rawFiles().createOrReplaceTempView("raw_files");
    spark
        .read()
        .schema(SCHEMA + ", dt DATE")
        .option("basePath", night.raw().toString())
        .option("pathGlobFilter", "*.{ndjson,gz,zst}")
        .json(folders())
        .createOrReplaceTempView("sent");

    steps.done("session and listing");
    stage("lines");
    table("events", "anon_key", "received_at");
    query("versions").cache().createOrReplaceTempView("versions");
    table("daily_users", "anon_key");
    table("attempts", "anon_key", "started_at");
    table("users", "anon_key");
    query("days").createOrReplaceTempView("days");
    query("attempt_counts").cache().createOrReplaceTempView("attempt_counts");
    query("views_28d").cache().createOrReplaceTempView("views_28d");
    for (String report : SecondOpinion.REPORTS) {
      report(report);
    }
  }

  private void variable(String name, String type, String value) {
    spark.sql("DECLARE OR REPLACE VARIABLE " + name + " " + type + " DEFAULT " + value);
  }

  private static UDF1<String, byte[]> hmac(byte[] key) {
    return id -> {
      byte[] whole = Macs.of(key).doFinal(id.getBytes(StandardCharsets.US_ASCII));
      return Arrays.copyOf(whole, 16);
    };
  }

  /** One Mac a thread: it is not safe for two, and costly to make. */
  private static final class Macs {
    private static final ThreadLocal<Mac> MACS = new ThreadLocal<>();

    static Mac of(byte[] key) throws GeneralSecurityException {
      Mac mac = MACS.get();
      if (mac == null) {
        mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        MACS.set(mac);
      }
      return mac;
    }
  }

  private Dataset<Row> rawFiles() {
    List<Row> rows = new ArrayList<>();
    for (RawFile file : night.files()) {
      rows.add(RowFactory.create(java.sql.Date.valueOf(file.folderDay()), file.bytes()));
    }
    StructType type =
        new StructType(
            new StructField[] {
              DataTypes.createStructField("folder_day", DataTypes.DateType, false),
              DataTypes.createStructField("bytes", DataTypes.LongType, false)
            });
    return spark.createDataFrame(rows, type);
  }

  private String[] folders() {
    return night.files().stream()
        .map(file -> night.raw().resolve("dt=" + file.folderDay()).toString())
        .distinct()
        .toArray(String[]::new);
  }

  private Dataset<Row> query(String name) throws IOException {
    try (InputStream sql = SparkPeer.class.getResourceAsStream("/bench/spark/" + name + ".sql")) {
      return spark.sql(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Writes a query's rows and goes on with what is written. */
  private void stage(String name) throws IOException {
    String folder = night.out().resolve("staged").resolve(name).toString();
    query(name).write().option("compression", "zstd").parquet(folder);
    spark.read().parquet(folder).createOrReplaceTempView(name);
    steps.done(name);
  }

  private void table(String name, String... order) throws IOException {
    String folder = night.out().resolve("tables").resolve(name).toString();
    Dataset<Row> rows = query(name);
    boolean daily = !name.equals("users");
    String[] within =
        daily ? Stream.concat(Stream.of("dt"), Stream.of(order)).toArray(String[]::new) : order;
    var writer =
        rows.sortWithinPartitions(within[0], Arrays.copyOfRange(within, 1, within.length))
            .write()
            .option("compression", "zstd");
    (daily ? writer.partitionBy("dt") : writer).parquet(folder);
    spark.read().parquet(folder).createOrReplaceTempView(name);
    steps.done(name);
  }

  private void report(String name) throws IOException {
    Path reports = night.out().resolve("reports");
    Dataset<Row> rows = query(name).coalesce(1).cache();
    rows.write()
        .option("compression", "zstd")
        .parquet(reports.resolve("parquet-" + name).toString());
    Map<String, String> csv = new TreeMap<>(Map.of("header", "true", "emptyValue", ""));
    Path folder = reports.resolve("csv-" + name);
    rows.selectExpr(cells(rows)).write().options(csv).csv(folder.toString());
    Files.move(onlyPart(folder), reports.resolve(name + ".csv"));
    rows.unpersist();
    steps.done(name);
  }

  /** The columns as the contract writes them: ratios with four decimals, seconds with one. */
  private static String[] cells(Dataset<Row> rows) {
    List<String> cells = new ArrayList<>();
    for (StructField column : rows.schema().fields()) {
      String name = column.name();
      int decimals = name.endsWith("_s") ? 1 : 4;
      cells.add(
          column.dataType().equals(DataTypes.DoubleType)
              ? String.format(
                  Locale.ROOT,
                  "CASE WHEN %1$s IS NOT NULL THEN format_string('%%.%2$df', %1$s) END AS %1$s",
                  name,
                  decimals)
              : name);
    }
    return cells.toArray(String[]::new);
  }

  private static Path onlyPart(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .findFirst()
          .orElseThrow(() -> new IOException("Spark wrote no part into " + folder));
    }
  }
}
