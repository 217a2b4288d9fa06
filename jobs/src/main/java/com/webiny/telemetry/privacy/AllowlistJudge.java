package com.webiny.telemetry.privacy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Says whether a document that was read may be used as the allowlist, and if not, everything that
 * is wrong with it.
 */
final class AllowlistJudge {

  private static final List<String> TOP_KEYS = List.of("fields", "events");
  private static final List<String> FIELD_KEYS =
      List.of("column", "from", "type", "rule", "required", "purpose", "used_by");
  private static final List<String> EVENT_KEYS = List.of("name", "also", "family", "purpose");
  private static final Set<String> WHOLE_TYPES = Set.of("object", "array", "map", "list", "any");

  private final Vocabulary vocabulary;
  private final List<String> faults;
  private final Set<String> columns = new HashSet<>();
  private final Set<String> spellings = new HashSet<>();
  private final List<PathJudge.FieldPath> paths = new ArrayList<>();
  private final List<AllowedField> fields = new ArrayList<>();
  private final List<AllowedEvent> events = new ArrayList<>();

  /**
   * A judge of one document.
   *
   * @param faults those found while reading; the judge adds its own
   */
  AllowlistJudge(Vocabulary vocabulary, List<String> faults) {
    this.vocabulary = vocabulary;
    this.faults = faults;
  }

  /**
   * The allowlist the document describes.
   *
   * @throws AllowlistException with every fault
   */
  Allowlist judge(YamlNode document) {
    Map<String, YamlNode> top =
        document instanceof YamlNode.Mapping mapping ? mapping.members() : Map.of();
    for (String key : top.keySet()) {
      if (!TOP_KEYS.contains(key)) {
        faults.add("The document has the unknown key '" + key + "'; its keys are fields, events.");
      }
    }
    List<YamlNode> fieldNodes = list(top, "fields");
    for (int i = 0; i < fieldNodes.size(); i++) {
      judgeField(new AllowlistEntry("Field", i + 1, fieldNodes.get(i), FIELD_KEYS, faults));
    }
    PathJudge.judge(paths);
    for (String column : vocabulary.columns().keySet()) {
      if (!columns.contains(column)) {
        faults.add("The column '" + column + "' is missing; add a field for it.");
      }
    }
    List<YamlNode> eventNodes = list(top, "events");
    for (int i = 0; i < eventNodes.size(); i++) {
      judgeEvent(new AllowlistEntry("Event", i + 1, eventNodes.get(i), EVENT_KEYS, faults));
    }
    if (!faults.isEmpty()) {
      throw new AllowlistException(faults);
    }
    return new Allowlist(fields, events);
  }

  private List<YamlNode> list(Map<String, YamlNode> top, String key) {
    if (top.get(key) instanceof YamlNode.Sequence sequence && !sequence.items().isEmpty()) {
      return sequence.items();
    }
    faults.add("The document has no list of " + key + "; write one.");
    return List.of();
  }

  private void judgeField(AllowlistEntry entry) {
    Optional<String> column = entry.text("column");
    List<String> from = entry.texts("from");
    Optional<FieldType> type = entry.text("type").flatMap(text -> type(entry, text));
    Optional<String> rule = entry.text("rule");
    Optional<Boolean> required = entry.flag("required");
    Optional<String> purpose = entry.text("purpose");
    List<String> usedBy = entry.texts("used_by");

    from.forEach(path -> paths.add(new PathJudge.FieldPath(entry, path)));
    column.ifPresent(name -> judgeColumn(entry, name, type, required));
    // Parts at fault are filled in: judging goes on, and in the end nothing of this is used.
    fields.add(
        new AllowedField(
            column.orElse(""),
            from,
            type.orElse(FieldType.FLAG),
            rule.orElse(""),
            required.orElse(false),
            purpose.orElse(""),
            usedBy));
  }

  private static Optional<FieldType> type(AllowlistEntry entry, String text) {
    Optional<FieldType> type = FieldType.ofText(text);
    if (type.isEmpty()) {
      entry.fault(
          WHOLE_TYPES.contains(text)
              ? " asks for a whole object or array; name its single values."
              : " has the unknown type '" + text + "'; use " + FieldType.spellings() + ".");
    }
    return type;
  }

  private void judgeColumn(
      AllowlistEntry entry, String name, Optional<FieldType> type, Optional<Boolean> required) {
    if (!columns.add(name)) {
      entry.fault(" stands twice; merge the entries.");
    }
    Vocabulary.Column reading = vocabulary.columns().get(name);
    if (reading == null) {
      String known = String.join(", ", vocabulary.columns().keySet());
      entry.fault(" is no column of the event record; remove it or use " + known + ".");
      return;
    }
    if (type.isPresent() && type.get() != reading.type()) {
      entry.fault(" is read as type " + reading.type().text() + "; write that.");
    }
    if (required.isPresent() && required.get() != reading.required()) {
      entry.fault(" is read as required: " + reading.required() + "; write that.");
    }
  }

  private void judgeEvent(AllowlistEntry entry) {
    Optional<String> name = entry.text("name");
    List<String> also = entry.optionalTexts("also");
    Optional<String> family = entry.text("family");
    Optional<String> purpose = entry.text("purpose");

    AllowedEvent event =
        new AllowedEvent(name.orElse(""), also, family.orElse(""), purpose.orElse(""));
    for (String spelling : event.spellings()) {
      if (!spelling.isEmpty() && !spellings.add(spelling)) {
        entry.fault(" has the spelling '" + spelling + "' a second time; keep one.");
      }
    }
    if (name.isPresent()) {
      String known = vocabulary.families().get(name.get());
      if (known == null) {
        entry.fault(" is no event the code knows; remove it.");
      } else if (family.isPresent() && !family.get().equals(known)) {
        entry.fault(" is of family " + known + "; write that.");
      }
    }
    events.add(event);
  }
}
