package com.webiny.telemetry.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PercentileTest {

  /** The histogram is written in tenths of a second, {@code value} or {@code valuexcount}. */
  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/cases/percentiles.csv", numLinesToSkip = 1)
  void interpolates(String sentence, String histogram, String p50, String p90) {
    String[] pairs = histogram == null ? new String[0] : histogram.split(" ");
    long[] values = new long[pairs.length];
    long[] counts = new long[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      String[] pair = pairs[i].split("x", -1);
      values[i] = Long.parseLong(pair[0]);
      counts[i] = pair.length == 1 ? 1 : Long.parseLong(pair[1]);
    }
    assertThat(Durations.textOfTenths(Percentile.P50.of(values, counts)))
        .isEqualTo(p50 == null ? "" : p50);
    assertThat(Durations.textOfTenths(Percentile.P90.of(values, counts)))
        .isEqualTo(p90 == null ? "" : p90);
  }

  @Test
  void randomValuesAgreeWithTheFormulaInDecimals() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      long[] sorted =
          random.longs(1 + random.nextInt(40), 0, 1 + random.nextInt(200)).sorted().toArray();
      long[] ones = new long[sorted.length];
      Arrays.fill(ones, 1);
      assertThat(Percentile.P50.of(sorted, ones)).isEqualTo(formula(sorted, "0.5"));
      assertThat(Percentile.P90.of(sorted, ones)).isEqualTo(formula(sorted, "0.9"));
    }
  }

  private static OptionalLong formula(long[] sorted, String p) {
    BigDecimal rank = new BigDecimal(p).multiply(BigDecimal.valueOf(sorted.length - 1));
    int below = rank.intValue();
    int above = Math.min(below + 1, sorted.length - 1);
    BigDecimal between =
        rank.subtract(BigDecimal.valueOf(below))
            .multiply(BigDecimal.valueOf(sorted[above] - sorted[below]));
    return OptionalLong.of(
        BigDecimal.valueOf(sorted[below])
            .add(between)
            .setScale(0, RoundingMode.HALF_UP)
            .longValueExact());
  }

  @Test
  void aHistogramMayPassByInOnePassOnceItsTotalIsKnown() {
    Percentile.Cursor cursor = Percentile.P90.over(10);
    cursor.accept(10, 5);
    cursor.accept(20, 4);
    cursor.accept(30, 1);
    assertThat(cursor.tenths()).isEqualTo(21);
  }

  @Test
  void refusesWhatIsNoHistogram() {
    for (long[][] wrong :
        new long[][][] {
          {{2, 1}, {1, 1}}, {{1, 2}, {1, 0}}, {{1, 2}, {3, -1}}, {{1}, {1, 1}}, {{1}, {0}}
        }) {
      assertThatThrownBy(() -> Percentile.P50.of(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Percentile.P50.over(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No values have no percentile.");
  }

  @Test
  void refusesAHistogramThatEndsBeforeTheRank() {
    Percentile.Cursor cursor = Percentile.P50.over(4);
    cursor.accept(10, 2);
    assertThatThrownBy(cursor::tenths)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The histogram ended before the rank.");
  }
}
