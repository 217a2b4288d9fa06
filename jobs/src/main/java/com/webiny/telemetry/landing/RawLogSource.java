package com.webiny.telemetry.landing;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Raw logs as a Spark data source of {@link ScanRow}s. Spark options are printed in plans and kept
 * in event logs, and a plan holds the ID key: so a scan's plan stays in the driver under a handle,
 * and only the handle is an option.
 */
public final class RawLogSource implements TableProvider {
  private static final String HANDLE = "handle";
  private static final Map<String, ScanPlan> PLANS = new ConcurrentHashMap<>();

  /** A scan that can be read while it is open. */
  public static final class OpenScan implements AutoCloseable {
    private final String handle = UUID.randomUUID().toString();

    /** Opens a scan of this plan. */
    public OpenScan(ScanPlan plan) {
      PLANS.put(handle, plan);
    }

    /** The rows of the scan, in no given order. */
    public Dataset<Row> rows(SparkSession spark) {
      return spark.read().format(RawLogSource.class.getName()).option(HANDLE, handle).load();
    }

    @Override
    public void close() {
      PLANS.remove(handle);
    }
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return ScanRow.SCHEMA;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    ScanPlan plan = PLANS.get(properties.get(HANDLE));
    if (plan == null) {
      throw new IllegalStateException("the scan is not open any more");
    }
    return new RawLogTable(plan);
  }

  private record RawLogTable(ScanPlan plan) implements SupportsRead {
    @Override
    public String name() {
      return "raw logs";
    }

    @Override
    @SuppressWarnings("deprecation") // Its successor has no other implementation to fall back on.
    public StructType schema() {
      return ScanRow.SCHEMA;
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
      return () -> new RawLogScan(plan);
    }
  }

  private record RawLogScan(ScanPlan plan) implements Scan, Batch {
    @Override
    public StructType readSchema() {
      return ScanRow.SCHEMA;
    }

    @Override
    public String description() {
      return "raw logs";
    }

    @Override
    public Batch toBatch() {
      return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
      return plan.tasks().stream().map(RawLogPartition::new).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
      return new RawLogReaderFactory(plan);
    }
  }

  private record RawLogPartition(List<ScanPlan.Part> parts) implements InputPartition {}

  private record RawLogReaderFactory(ScanPlan plan)
      implements PartitionReaderFactory, Serializable {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new RawLogReader(plan, ((RawLogPartition) partition).parts());
    }
  }
}
