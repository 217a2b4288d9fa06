package com.webiny.telemetry.canary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Makes secrets, each another one, and remembers them. */
public final class Secrets {
  private final List<Secret> all = new ArrayList<>();

  /** A token that can stand anywhere, also in an identifier of a version. */
  public String token(String place) {
    return add(place, "CANARY-" + number() + "-Zq");
  }

  /** An e-mail address. */
  public String email(String place) {
    return add(place, "wanda.canary" + number() + "@mail.example");
  }

  /** An IP address. */
  public String ip(String place) {
    int number = all.size();
    return add(place, "198.51." + (100 + number / 100) + "." + (100 + number % 100));
  }

  /** A person's name, beyond ASCII. */
  public String name(String place) {
    return add(place, "Żaneta Canary" + number() + "ová");
  }

  /** A path below a home folder. */
  public String path(String place) {
    return add(place, "/home/canary" + number() + "/geheim/project.ts");
  }

  /** A number of a customer, in digits alone. */
  public String digits(String place) {
    return add(place, "90716234500" + number());
  }

  /** An anonymous ID, lower-case. */
  public String id(String place) {
    String text =
        UUID.nameUUIDFromBytes(("canary " + number()).getBytes(StandardCharsets.UTF_8)).toString();
    all.add(new Secret(place, text, Secret.Kind.ID));
    return text;
  }

  /** Takes an ID key. */
  public byte[] key(String place, byte[] key) {
    all.add(new Secret(place, new String(key, StandardCharsets.ISO_8859_1), Secret.Kind.KEY));
    return key;
  }

  /** All secrets made so far. */
  public List<Secret> all() {
    return List.copyOf(all);
  }

  private String add(String place, String text) {
    all.add(new Secret(place, text, Secret.Kind.TEXT));
    return text;
  }

  private String number() {
    return String.format(Locale.ROOT, "%04d", all.size());
  }
}
