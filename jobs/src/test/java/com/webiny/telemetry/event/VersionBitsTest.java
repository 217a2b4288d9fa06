package com.webiny.telemetry.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VersionBitsTest {

  @Test
  void everyVersionComesBackAndNoTwoAreAlike() {
    List<Optional<ProductVersion>> versions = new ArrayList<>();
    versions.add(Optional.empty());
    for (String triple :
        List.of("0.0.0", "0.0.1", "0.1.0", "1.0.0", "5.41.3", "99999.99999.99999")) {
      versions.add(version("v" + triple));
      for (String label : ProductVersion.LABELS) {
        String labelled = "v" + triple + "-" + label;
        versions.add(version(labelled));
        for (int number : new int[] {0, 1, 9, 10, 9_998, 9_999}) {
          versions.add(version(labelled + "." + number));
        }
      }
    }
    Set<List<Long>> bits = new HashSet<>();
    for (Optional<ProductVersion> version : versions) {
      long numbers = VersionBits.numbers(version);
      int prerelease = VersionBits.prerelease(version);
      assertThat(VersionBits.version(numbers, prerelease)).isEqualTo(version);
      assertThat(numbers).isBetween(0L, (1L << VersionBits.NUMBERS_BITS) - 1);
      assertThat(prerelease).isBetween(0, (1 << VersionBits.PRERELEASE_BITS) - 1);
      bits.add(List.of(numbers, (long) prerelease));
    }
    assertThat(versions).hasSize(1 + 6 * (1 + 9 * 7));
    assertThat(bits).hasSameSizeAs(versions);
  }

  private static Optional<ProductVersion> version(String text) {
    return Optional.of(ProductVersion.ofStored(text));
  }
}
