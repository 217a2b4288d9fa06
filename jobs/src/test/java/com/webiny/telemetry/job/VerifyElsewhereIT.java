package com.webiny.telemetry.job;

import static com.webiny.telemetry.job.Fortnight.may;
import static org.assertj.core.api.Assertions.assertThat;

import com.webiny.telemetry.publish.Warehouse;
import com.webiny.telemetry.storage.Storages;
import com.webiny.telemetry.storage.Storages.Location;
import com.webiny.telemetry.verify.Verification;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} on a file system of Hadoop: nothing in it knows which store it reads. */
class VerifyElsewhereIT {
  @TempDir Path temp;

  /** The local files, as a file system that only Hadoop knows. */
  public static final class Elsewhere extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }

    @Override
    public String getScheme() {
      return "elsewhere";
    }
  }

  @Test
  void faultsAreTheSame() throws Exception {
    Site site = Site.in(temp.resolve("a folder with blanks"));
    Fortnight.log(site, 1);
    site.publish(may(1));
    Configuration hadoop = new Configuration(false);
    hadoop.setClass("fs.elsewhere.impl", Elsewhere.class, RawLocalFileSystem.class);
    Location location =
        Storages.reading("--warehouse", "elsewhere://" + site.warehouse(), () -> hadoop);
    Warehouse warehouse = new Warehouse(location);

    Verification.Verdict well = Verification.of(warehouse);
    assertThat(well.faults()).isEmpty();
    assertThat(well.files()).isEqualTo(site.tables().size() + site.bytesBelow("reports/").size());

    String damaged = "tables/users/part-00000.parquet";
    byte[] bytes = Files.readAllBytes(site.warehouse().resolve(damaged));
    bytes[bytes.length / 2] ^= 1;
    Files.write(site.warehouse().resolve(damaged), bytes);
    Files.delete(site.warehouse().resolve("reports/data_quality.csv"));
    Files.createDirectories(site.warehouse().resolve("tables/users/more"));
    assertThat(Verification.of(warehouse).faults())
        .containsExactly(
            "reports/data_quality.csv is missing.",
            damaged + " is damaged: its SHA-256 is not the one its commit says.",
            "tables/users/more/ is named by no commit.");
  }
}
