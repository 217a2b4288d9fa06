package com.webiny.telemetry.privacy;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document, read and not yet judged. */
sealed interface YamlNode {

  /** The members in the order of the document; of a name that stood twice, the first. */
  record Mapping(Map<String, YamlNode> members) implements YamlNode {}

  record Sequence(List<YamlNode> items) implements YamlNode {}

  record Text(String text) implements YamlNode {}

  record Flag(boolean value) implements YamlNode {}

  /** A number or nothing at all: no place of an allowlist takes one. */
  record Other() implements YamlNode {}
}
