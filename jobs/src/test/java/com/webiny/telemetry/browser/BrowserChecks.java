package com.webiny.telemetry.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.webiny.telemetry.canary.JobProcess;
import com.webiny.telemetry.page.MadeUpPages;
import com.webiny.telemetry.sample.SampleMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pages of real warehouses in a real browser. {@code -Dbrowser=} names it; {@code .ci/run}
 * finds or fetches one. Pictures of all pages are left in {@code target/pictures}.
 */
final class BrowserChecks {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final int MOST_BYTES = 3_000_000;
  private static final int MOST_PAINT_MILLIS = 1000;

  /** Opens every table and gives it, by the id of its chart. */
  private static final String TABLES =
      """
      (async () => {
        document.querySelectorAll('details').forEach(one => { one.open = true; });
        await new Promise(done => setTimeout(done, 0));
        await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
        const text = cells => [...cells].map(cell => cell.textContent);
        return [...document.querySelectorAll('figure')].map(figure => ({
          id: figure.id,
          file: figure.querySelector('details a').textContent.replace('.csv', ''),
          head: text(figure.querySelectorAll('thead th')),
          rows: [...figure.querySelectorAll('tbody tr')].map(row => text(row.children)),
        }));
      })()
      """;

  private static final String FIRST_PAINT =
      """
      new Promise(done => new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint')
          .forEach(paint => done(paint.startTime))).observe({type: 'paint', buffered: true}))
      """;

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path folder;

  private static Browser browser;
  private static final Map<Site, Path> REPORTS = new HashMap<>();

  /** The warehouses. */
  enum Site {
    EMPTY,
    FIRST_DAY,
    SAMPLE,
    THREE_YEARS
  }

  @BeforeAll
  static void makeWarehouses() throws Exception {
    String program = System.getProperty("browser");
    assertThat(program)
        .as("-Dbrowser=PATH names a Chromium; bash .ci/run finds or installs one")
        .isNotBlank();
    Path sample = Path.of("..", "sample-data", "raw").toAbsolutePath();
    Path nothing = Files.createDirectories(folder.resolve("nothing"));
    Path years = folder.resolve("years");
    SampleMaker.make(years, "--from", "2023-11-24", "--days", "1095", "--ids-per-day", "40");
    publish(Site.EMPTY, "nightly", nothing, "--date", "2026-10-14", "--allow-empty");
    publish(Site.FIRST_DAY, "nightly", sample, "--date", "2026-10-14");
    publish(Site.SAMPLE, "nightly", sample, "--date", "2026-11-22");
    publish(
        Site.THREE_YEARS,
        "backfill",
        years,
        "--from",
        "2023-11-24",
        "--to",
        "2026-11-22",
        "--buckets",
        "1");
    browser = Browser.start(Path.of(program), folder.resolve("profile"));
  }

  private static void publish(Site site, String command, Path raw, String... more)
      throws Exception {
    Path home = Files.createDirectories(folder.resolve(site.name()));
    Path key = Files.write(home.resolve("id.key"), new byte[64]);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    List<String> arguments = new ArrayList<>(List.of(command, "--raw", raw.toString()));
    arguments.addAll(List.of("--warehouse", home.resolve("warehouse").toString()));
    arguments.addAll(List.of("--id-key-file", key.toString()));
    arguments.addAll(List.of(more));
    JobProcess.Ended ended =
        new JobProcess(Files.createDirectories(home.resolve("job")))
            .run(arguments.toArray(String[]::new));
    assertThat(ended.exitCode()).as(ended.error()).isZero();
    REPORTS.put(site, home.resolve("warehouse").resolve("reports"));
  }

  @AfterAll
  static void endBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  private static String open(Site site, String page, String hash) throws IOException {
    String address = REPORTS.get(site).resolve(page).toUri().toString();
    browser.open(address + hash);
    return address + hash;
  }

  private static void assertQuiet(String address) {
    assertThat(browser.notes().said()).as("the console of " + address).isEmpty();
    assertThat(browser.notes().requests())
        .as("requests of " + address)
        .allMatch(request -> address.startsWith(request) || request.equals("data:,"));
  }

  @ParameterizedTest
  @EnumSource(Site.class)
  void pagesAreSmallAndQuickAndQuietAndFit(Site site) throws IOException {
    for (String page : List.of("index.html", "privacy.html")) {
      assertThat(Files.size(REPORTS.get(site).resolve(page))).isLessThan(MOST_BYTES);
      for (String scheme : List.of("light", "dark")) {
        for (int width : List.of(1280, 390)) {
          browser.size(width, 900);
          browser.media("screen", scheme);
          String address = open(site, page, page.equals("index.html") ? "#range=0" : "");
          assertQuiet(address);
          assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
              .as(address + " at " + width)
              .isLessThanOrEqualTo(width);
          assertThat(browser.evaluate("document.body.innerText").asText())
              .isNotBlank()
              .doesNotContain("NaN", "undefined", "Infinity", "[object");
          assertThat(browser.evaluate("document.querySelector('#charts, main').outerHTML").asText())
              .doesNotContain("NaN", "undefined", "Infinity");
          browser.picture(
              PICTURES.resolve(
                  site + "-" + page.replace(".html", "") + "-" + scheme + "-" + width + ".png"));
        }
      }
    }
    browser.size(1280, 900);
    double paint = Double.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      open(site, "index.html", "#range=0");
      paint = Math.min(paint, browser.evaluate(FIRST_PAINT).asDouble());
    }
    assertThat(paint).as("milliseconds to the first paint").isLessThan(MOST_PAINT_MILLIS);
  }

  @ParameterizedTest
  @EnumSource(Site.class)
  void everyNumberIsThatOfTheCsv(Site site) throws IOException {
    Recount recount = new Recount(REPORTS.get(site));
    for (Recount.View view :
        List.of(
            new Recount.View(0, "admin", "project"),
            new Recount.View(28, "deploy", "app"),
            new Recount.View(365, "deploy", "project"))) {
      open(site, "index.html", view.hash());
      Map<String, JsonNode> tables = new TreeMap<>();
      browser.evaluate(TABLES).forEach(table -> tables.put(table.get("id").asText(), table));
      assertThat(tables).hasSize(22);
      for (JsonNode table : tables.values()) {
        assertTable(recount, view, table);
      }
      assertThat(
              texts(
                  browser.evaluate(
                      "[...document.querySelectorAll('.tile .value')].map(value => value.textContent)")))
          .as("tiles of " + view)
          .isEqualTo(recount.tiles(view));
      assertFacts(recount, view);
    }
  }

  private static void assertTable(Recount recount, Recount.View view, JsonNode table)
      throws IOException {
    String id = table.get("id").asText();
    List<String> head = texts(table.get("head"));
    List<List<String>> rows = new ArrayList<>();
    table.get("rows").forEach(row -> rows.add(texts(row)));
    List<String> dates = rows.stream().map(row -> row.get(0)).toList();
    switch (id) {
      case "funnel" -> assertThat(rows).as(id).isEqualTo(recount.funnel(view));
      case "deploy-lines" -> assertThat(rows).as(id).isEqualTo(recount.deployLines(view));
      case "adoption" -> {
        assertThat(dates).contains(recount.newest());
        assertThat(rows).as(id).isEqualTo(recount.adoption(view, head, dates));
      }
      case "outdated" -> {
        assertThat(dates).contains(recount.newest());
        for (List<String> row : rows) {
          assertThat(row)
              .as(id)
              .isEqualTo(
                  List.of(
                      row.get(0),
                      recount.outdated("admin", row.get(0)),
                      recount.outdated("deploy", row.get(0))));
        }
      }
      case "versions" ->
          assertThat(rows).as(id).containsExactlyInAnyOrderElementsOf(recount.versions(view));
      case "transitions" -> assertThat(rows).as(id).isEqualTo(recount.transitions(head, dates));
      case "support" -> assertThat(rows).as(id).isEqualTo(recount.supportLines(view));
      case "retention" -> assertThat(rows).as(id).isEqualTo(recount.retention(view, head));
      case "take-up" -> assertThat(rows).as(id).isEqualTo(recount.takeUp(view, head));
      case "upgrades" -> assertThat(rows).as(id).isEqualTo(recount.upgrades(view));
      case "paths" -> assertThat(rows).as(id).containsExactlyInAnyOrderElementsOf(recount.paths());
      default ->
          assertThat(rows)
              .as(id + " of " + view)
              .isEqualTo(recount.direct(table.get("file").asText(), head, view));
    }
  }

  private static void assertFacts(Recount recount, Recount.View view) throws IOException {
    Sheet quality = recount.sheet("data_quality").newest(view.range(), recount.newest());
    List<String> columns =
        List.of(
            "files",
            "lines",
            "accepted",
            "duplicates",
            "dropped_fields",
            "invalid_version",
            "invalid_ci",
            "deferred",
            "misplaced",
            "forgotten");
    List<String> expected = new ArrayList<>();
    for (String column : columns) {
      expected.add(Sheet.shown(quality.rows().get(quality.rows().size() - 1).get(column)));
      expected.add(Sheet.count(quality.sum(column)));
    }
    expected.add(quality.where("date", recount.newest()).where("files", "0").rows().size() + "");
    expected.add(Sheet.count(quality.where("files", "0").rows().size()));
    assertThat(
            texts(
                browser.evaluate(
                    "[...document.querySelectorAll('#facts td')].map(cell => cell.textContent)")))
        .isEqualTo(expected);
  }

  @Test
  void valuesStandUnderThePointerAndUnderTheArrowKeys() throws IOException {
    browser.size(1280, 900);
    String address = open(Site.SAMPLE, "index.html", "");
    Recount recount = new Recount(REPORTS.get(Site.SAMPLE));
    Map<String, String> day =
        recount.sheet("daily_active_users").where("date", "2026-11-21").rows().get(0);

    browser.evaluate("document.querySelector('#users svg').focus()");
    browser.key("ArrowLeft");
    browser.key("ArrowLeft");
    assertThat(browser.evaluate("document.getElementById('said').textContent").asText())
        .isEqualTo(
            "Sat 21 Nov 2026 (may still change): month (28 days) "
                + Sheet.shown(day.get("mau_28d"))
                + ", week (7 days) "
                + Sheet.shown(day.get("wau_7d"))
                + ", day "
                + Sheet.shown(day.get("dau")));
    browser.key("Escape");
    assertThat(browser.evaluate("document.querySelectorAll('.tip').length").asInt()).isZero();

    browser.evaluate("document.querySelector('#users').scrollIntoView({behavior: 'instant'})");
    JsonNode box =
        browser.evaluate(
            "(() => { const box = document.querySelector('#users svg').getBoundingClientRect();"
                + " return {x: box.right - 14, y: box.top + 80}; })()");
    browser.pointer(box.get("x").asDouble(), box.get("y").asDouble());
    assertThat(browser.evaluate("document.querySelector('#users .tip').innerText").asText())
        .contains("Sun 22 Nov 2026", Sheet.shown(day("2026-11-22", recount)));
    assertQuiet(address);
  }

  @Test
  void cellsOfAGridStandUnderTheArrowKeys() throws IOException {
    browser.size(1280, 900);
    String address = open(Site.THREE_YEARS, "index.html", "#range=365");
    Recount recount = new Recount(REPORTS.get(Site.THREE_YEARS));
    List<String> head = List.of("version", "days", "date", "active", "adopters", "share", "silent");
    List<List<String>> rows = recount.takeUp(new Recount.View(365, "admin", "project"), head);

    browser.evaluate("document.querySelector('#take-up svg').focus()");
    browser.key("Home");
    assertThat(browser.evaluate("document.getElementById('said').textContent").asText())
        .isEqualTo(cell(rows.get(0)));
    browser.key("ArrowDown");
    List<String> below =
        rows.stream()
            .filter(row -> !row.get(0).equals(rows.get(0).get(0)))
            .filter(row -> row.get(1).equals(rows.get(0).get(1)))
            .findFirst()
            .orElseThrow();
    assertThat(browser.evaluate("document.getElementById('said').textContent").asText())
        .isEqualTo(cell(below));
    assertThat(browser.evaluate("document.querySelectorAll('#take-up .tip').length").asInt())
        .isEqualTo(1);
    assertQuiet(address);
  }

  /** What is said of a row of version_time_to_adopt; days of the last ten may change. */
  private static String cell(List<String> row) {
    boolean open = row.get(2).compareTo("2026-11-13") >= 0;
    return "%s: %s days later %s, adopters %s, active %s, silent %s"
        .formatted(
            row.get(0) + (open ? " (may still change)" : ""),
            row.get(1),
            row.get(5),
            row.get(4),
            row.get(3),
            row.get(6));
  }

  private static String day(String date, Recount recount) throws IOException {
    return recount.sheet("daily_active_users").where("date", date).rows().get(0).get("dau");
  }

  @Test
  void filtersStandInTheAddressAndSeriesCanBeLeftOut() throws IOException {
    browser.size(1280, 900);
    open(Site.SAMPLE, "index.html", "");
    browser.evaluate(
        "(() => { const range = document.getElementById('range'); range.value = '28';"
            + " range.dispatchEvent(new Event('change', {bubbles: true})); })()");
    assertThat(browser.evaluate("location.hash").asText())
        .isEqualTo("#range=28&surface=admin&family=project");
    assertThat(
            browser
                .evaluate("document.querySelector('#users svg').getAttribute('aria-label')")
                .asText())
        .startsWith("Active users. 28 points from Mon 26 Oct 2026 to Sun 22 Nov 2026.");

    browser.evaluate("document.querySelector('#deploys .legend button').click()");
    assertThat(
            browser
                .evaluate("document.querySelector('#deploys .legend button').ariaPressed")
                .asText())
        .isEqualTo("false");
    assertThat(browser.evaluate("document.querySelectorAll('#deploys path').length").asInt())
        .isEqualTo(4);
  }

  @Test
  void everythingHasANameForAScreenReaderAndAPlaceForTheKeyboard() throws IOException {
    browser.size(1280, 900);
    open(Site.SAMPLE, "index.html", "");
    assertThat(
            browser
                .evaluate(
                    """
                    [...document.querySelectorAll('figure')].filter(figure => {
                      const svg = figure.querySelector('.plot svg');
                      return !(svg.getAttribute('role') === 'img' && svg.getAttribute('aria-label') && svg.tabIndex === 0
                          && figure.querySelector('h3').textContent && figure.querySelector('summary'));
                    }).map(figure => figure.id)
                    """)
                .toString())
        .isEqualTo("[]");
    assertThat(
            browser
                .evaluate("[...document.querySelectorAll('select')].map(one => one.labels.length)")
                .toString())
        .isEqualTo("[1,1,1]");
    assertThat(browser.evaluate("document.documentElement.lang").asText()).isEqualTo("en");
  }

  @Test
  void darkAndPaperLookDifferent() throws IOException {
    String colour = "getComputedStyle(document.body).backgroundColor";
    browser.size(1280, 900);
    browser.media("screen", "light");
    open(Site.SAMPLE, "index.html", "");
    assertThat(browser.evaluate(colour).asText()).isEqualTo("rgb(244, 245, 247)");
    browser.media("screen", "dark");
    assertThat(browser.evaluate(colour).asText()).isEqualTo("rgb(17, 22, 29)");
    browser.media("print", "dark");
    assertThat(browser.evaluate(colour).asText()).isEqualTo("rgb(255, 255, 255)");
    assertThat(
            browser
                .evaluate("getComputedStyle(document.querySelector('details')).display")
                .asText())
        .isEqualTo("none");
    browser.picture(PICTURES.resolve("SAMPLE-index-print.png"));
    browser.media("screen", "light");
  }

  @Test
  void hostileTextStaysText() throws IOException {
    Path page = MadeUpPages.hostile(folder.resolve("hostile.html"));
    String address = page.toUri().toString();
    browser.size(1280, 900);
    browser.open(address + "#range=0");
    assertQuiet(address + "#range=0");
    browser.evaluate(TABLES);
    assertThat(browser.evaluate("document.querySelectorAll('script, img, b.bad').length").asInt())
        .isEqualTo(2);
    assertThat(browser.evaluate("document.body.innerText").asText()).contains(MadeUpPages.HOSTILE);
    assertThat(browser.evaluate("typeof window.broken").asText()).isEqualTo("undefined");
  }

  @Test
  void theWidestReportsFit() throws IOException {
    Path page = MadeUpPages.widest(folder.resolve("widest.html"));
    assertThat(Files.size(page)).isLessThan(MOST_BYTES);
    String address = page.toUri().toString();
    browser.size(1280, 900);
    browser.open(address + "#range=0");
    assertQuiet(address + "#range=0");
    assertThat(browser.evaluate("document.getElementById('standing').innerText").asText())
        .contains("every seventh", "adds up");
    browser.picture(PICTURES.resolve("widest.png"));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
