package com.webiny.telemetry.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of the document while it is judged: gives its values by key, and notes a fault for each
 * key that is unknown, missing or of the wrong kind. A value at fault is given as empty, so that
 * judging goes on.
 */
final class AllowlistEntry {

  /** What a person should write where a key is missing. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "column", "name the column",
          "from", "list the JSON paths it may come from",
          "type", "give one of " + FieldType.spellings(),
          "rule", "say what a value must look like",
          "required", "say true or false",
          "purpose", "say which published sentence it serves",
          "used_by", "list the reports that use it",
          "name", "give the canonical name",
          "family", "name its family");

  private final String name;
  private final Map<String, YamlNode> members;
  private final List<String> faults;

  /**
   * An entry of this kind.
   *
   * @param kind {@code Field} or {@code Event}
   * @param number its place in the list, from 1: its name until it has one
   * @param keys the keys it may have; the first names the entry
   */
  AllowlistEntry(String kind, int number, YamlNode node, List<String> keys, List<String> faults) {
    this.faults = faults;
    this.members = node instanceof YamlNode.Mapping mapping ? mapping.members() : Map.of();
    this.name =
        members.get(keys.get(0)) instanceof YamlNode.Text text && !text.text().isBlank()
            ? kind + " '" + text.text() + "'"
            : kind + " number " + number;
    for (String key : members.keySet()) {
      if (!keys.contains(key)) {
        fault(" has the unknown key '" + key + "'; its keys are " + String.join(", ", keys) + ".");
      }
    }
  }

  /** Notes a fault of this entry; the sentence goes on after its name. */
  void fault(String rest) {
    faults.add(name + rest);
  }

  /** A text that must be there. */
  Optional<String> text(String key) {
    YamlNode value = members.get(key);
    if (value == null || value instanceof YamlNode.Other) {
      return missing(key);
    }
    if (!(value instanceof YamlNode.Text text)) {
      fault(" has a " + key + " that is no text; write one text.");
      return Optional.empty();
    }
    return text.text().isBlank() ? missing(key) : Optional.of(text.text());
  }

  /** A truth value that must be there. */
  Optional<Boolean> flag(String key) {
    YamlNode value = members.get(key);
    if (value == null) {
      return missing(key);
    }
    if (!(value instanceof YamlNode.Flag flag)) {
      fault(" has a " + key + " that is neither true nor false; " + REMEDIES.get(key) + ".");
      return Optional.empty();
    }
    return Optional.of(flag.value());
  }

  /** A list of texts that must be there and hold at least one. */
  List<String> texts(String key) {
    List<String> texts = members.containsKey(key) ? optionalTexts(key) : List.of();
    boolean emptyList =
        members.get(key) instanceof YamlNode.Sequence sequence && sequence.items().isEmpty();
    if (!members.containsKey(key) || emptyList) {
      missing(key);
    }
    return texts;
  }

  /** A list of texts that may be left out. */
  List<String> optionalTexts(String key) {
    YamlNode value = members.get(key);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    boolean allTexts = value instanceof YamlNode.Sequence;
    if (value instanceof YamlNode.Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlNode.Text text && !text.text().isBlank()) {
          texts.add(text.text());
        } else {
          allTexts = false;
        }
      }
    }
    if (!allTexts) {
      fault(" has no list of texts as " + key + "; write one text an item.");
    }
    return texts;
  }

  private <T> Optional<T> missing(String key) {
    fault(" has no " + key + "; " + REMEDIES.get(key) + ".");
    return Optional.empty();
  }
}
