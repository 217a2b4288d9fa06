package com.webiny.telemetry.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proofs' own checks find what they are there to find. */
class ProofHelpersTest {
  private static final String ID = "1b671a64-40d5-491e-99b0-da01ff1f3341";

  @TempDir Path temp;
  private Path raw;
  private Path warehouse;

  @BeforeEach
  void logsWithOneId() throws Exception {
    raw = Files.createDirectories(temp.resolve("raw"));
    warehouse = Files.createDirectories(temp.resolve("warehouse/reports"));
    Files.writeString(
        raw.resolve("a.ndjson"), "{\"anonymous_id\":\"" + ID.toUpperCase(Locale.ROOT) + "\"}");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a secret in a compressed page | SELECT 'CANARY-7' AS v FROM range(1000) | true",
        "an ID in a compressed page | SELECT '1B671A64-40d5-491e-99b0-da01ff1f3341' AS v | true",
        "an ID as bytes | SELECT unhex('1b671a6440d5491e99b0da01ff1f3341') AS v | true",
        "a binary of another length | SELECT unhex('1b671a6440d5491e99b0da01ff1f33') AS v | true",
        "another ID | SELECT '00000000-40d5-491e-99b0-da01ff1f3341' AS v | false",
        "a pseudonym | SELECT unhex('00671a6440d5491e99b0da01ff1f3341') AS v | false",
      })
  void leaksInParquetAreFound(String what, String select, boolean leaks) throws Exception {
    parquet("r.parquet", select);
    assertThat(!Leaks.in(warehouse, raw).isEmpty()).as(what).isEqualTo(leaks);
  }

  @Test
  void leaksInTextAndInNamesAreFound() throws Exception {
    Files.writeString(warehouse.resolve("CANARY-name.json"), "{}");
    Files.writeString(warehouse.resolve("r.csv"), "id\n" + ID + "\n");
    assertThat(Leaks.in(warehouse, raw)).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the same | 0.5000 | 600.0 | true | 0",
        "a rounded ratio | 0.500 | 600.0 | true | 1",
        "a flag | 0.5000 | 600.0 | false | 1",
        "an empty cell | 0.5000 | '' | true | 1",
      })
  void twinsThatDifferAreFound(String what, String ratio, String seconds, String flag, int found)
      throws Exception {
    Files.writeString(
        warehouse.resolve("r.csv"),
        "date,n,rate,p50_s,final\n2026-07-01,3," + ratio + "," + seconds + "," + flag + "\n");
    parquet(
        "r.parquet",
        "SELECT DATE '2026-07-01' AS date, 3::BIGINT AS n, 0.5::DOUBLE AS rate,"
            + " 600::DOUBLE AS p50_s, true AS final");
    assertThat(Twins.differences(warehouse.getParent())).as(what).hasSize(found);
  }

  private void parquet(String name, String select) throws SQLException {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
              .formatted(select, warehouse.resolve(name)));
    }
  }
}
